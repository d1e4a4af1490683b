package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.CheckpointSpec.Resolver;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Warns of what is allowed and yet probably not meant. */
final class Lint {
    private final Declared declared;
    private final Reading reading;

    Lint(Declared declared, Reading reading) {
        this.declared = declared;
        this.reading = reading;
    }

    void check() {
        unused();
        streams();
        declared.checkpointItems().forEach(this::checkpoint);
        sameBranch();
    }

    private void unused() {
        Set<String> agents = new LinkedHashSet<>();
        Set<String> gates = new LinkedHashSet<>();
        for (Item stream : declared.streamItems()) {
            Declared.programs(stream).forEach(uses -> agents.add(uses.value()));
            stream.items(StreamLanguage.GATES).forEach(gate -> gates.add(gate.value()));
        }
        declared.checkpointItems()
                .forEach(checkpoint ->
                        checkpoint.items(CheckpointLanguage.GATES).forEach(gate -> gates.add(gate.value())));
        unused("agent", declared.agents(), agents);
        unused("gate", declared.gates(), gates);
        Set<String> references = new LinkedHashSet<>();
        reading.templates()
                .forEach(use -> use.found().value().references().forEach(to -> references.add(to.toString())));
        for (Named<Fields> input : declared.root().entries(RootLanguage.INPUTS)) {
            unused("input", input, references.contains("inputs." + input.name()));
        }
        for (Named<Fields> secret : declared.root().entries(RootLanguage.SECRETS)) {
            unused("secret", secret, references.contains("secrets." + secret.name()));
        }
    }

    private void unused(String kind, Map<String, Named<Fields>> all, Set<String> used) {
        all.values().forEach(each -> unused(kind, each, used.contains(each.name())));
    }

    private void unused(String kind, Named<Fields> each, boolean used) {
        if (!used) {
            reading.warn(
                    each.where(),
                    kind + ".unused",
                    kind + " '" + each.name() + "' is never used",
                    "use it, or remove it");
        }
    }

    private void streams() {
        Set<String> merged = new LinkedHashSet<>();
        declared.checkpointItems()
                .forEach(checkpoint ->
                        checkpoint.items(CheckpointLanguage.MERGE).forEach(stream -> merged.add(stream.value())));
        for (Item stream : declared.streamItems()) {
            if (!merged.contains(stream.name())) {
                reading.warn(
                        stream.where(),
                        "stream.not-merged",
                        "stream '" + stream.name() + "' is in no checkpoint: its work stays on its branch",
                        "add it to `merge` of a checkpoint");
            }
            if (stream.items(StreamLanguage.GATES).isEmpty()) {
                reading.warn(
                        stream.where(),
                        "stream.no-gates",
                        "stream '" + stream.name() + "' has no gate: whatever it does counts as done",
                        "add gates: […]");
            }
            if (!stream.fields().has(StreamLanguage.TIMEOUT)) {
                timeouts(stream);
            }
        }
    }

    private void timeouts(Item stream) {
        List<Item> members = Declared.members(stream);
        for (Item member : members) {
            if (!member.fields().has(AgentLanguage.MEMBER_TIMEOUT)) {
                noTimeout(member.where(), "agent '" + member.name() + "' of stream '" + stream.name() + "'");
            }
        }
        if (members.isEmpty()) {
            noTimeout(stream.where(), "the agent of stream '" + stream.name() + "'");
        }
    }

    private void noTimeout(Where where, String who) {
        reading.warn(
                where,
                "agent.no-timeout",
                who + " may run for ever",
                "write timeout: 1h in its stream, or at the member under the stream's agents");
    }

    private void checkpoint(Item checkpoint) {
        if (checkpoint.items(CheckpointLanguage.GATES).isEmpty()) {
            reading.warn(
                    checkpoint.where(),
                    "checkpoint.no-gates",
                    "checkpoint '" + checkpoint.name() + "' has no gate: nothing tests the streams together",
                    "add gates: […]");
        }
        checkpoint.fields().value(CheckpointLanguage.REVIEW).ifPresent(review -> {
            if (!review.value(CheckpointLanguage.REVIEW_REQUIRED).orElse(false)
                    && review.has(CheckpointLanguage.REVIEW_BY)) {
                reading.warn(
                        review.where(),
                        "review.not-required",
                        "`by` names reviewers, but no review is required",
                        "write required: true");
            }
        });
        for (Found<Fields> rule : checkpoint.items(CheckpointLanguage.CONFLICTS)) {
            rule.value()
                    .find(CheckpointLanguage.RULE_RESOLVE)
                    .ifPresent(ways -> unreachable(ways.where(), ways.value()));
        }
    }

    private void unreachable(Where where, List<Found<Resolver>> ways) {
        for (int i = 0; i + 1 < ways.size(); i++) {
            Resolver way = ways.get(i).value();
            if (way == Resolver.OURS || way == Resolver.THEIRS || way == Resolver.HUMAN) {
                String word = way.name().toLowerCase(java.util.Locale.ROOT);
                reading.warn(
                        where,
                        "resolve.unreachable",
                        "'" + word + "' always decides; the ways after it are never tried",
                        "put it last");
                return;
            }
        }
    }

    /** Two checkpoints into one branch: without an order between them, which comes first is chance. */
    private void sameBranch() {
        Map<String, Item> last = new HashMap<>();
        for (Item checkpoint : declared.checkpointItems()) {
            String into = checkpoint.fields().value(CheckpointLanguage.INTO).orElse("");
            Item before = last.put(into, checkpoint);
            if (before != null && !needs(checkpoint, before.name()) && !needs(before, checkpoint.name())) {
                reading.warn(
                        checkpoint.where(),
                        "checkpoint.no-order",
                        "checkpoints '" + before.name() + "' and '" + checkpoint.name() + "' both go into '" + into
                                + "', in whichever order they get ready",
                        "write needs: [" + before.name() + "]");
            }
        }
    }

    private static boolean needs(Item checkpoint, String other) {
        return checkpoint.items(CheckpointLanguage.NEEDS).stream()
                .anyMatch(need -> need.value().equals(other));
    }
}
