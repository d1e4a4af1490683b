package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that every name that is used is declared, once. */
final class NameCheck {
    private final Declared declared;
    private final Reading reading;

    NameCheck(Declared declared, Reading reading) {
        this.declared = declared;
        this.reading = reading;
    }

    void check() {
        declared.streamItems().forEach(this::stream);
        declared.checkpointItems().forEach(this::checkpoint);
        declared.root()
                .items(RootLanguage.POLICIES)
                .forEach(policy -> policy.value()
                        .value(GateLanguage.REQUIRE)
                        .flatMap(require -> require.find(GateLanguage.REQUIRE_GATE))
                        .ifPresent(gate ->
                                known("a policy", gate, "gate", declared.gates().keySet())));
        for (Named<Fields> checkpoint : declared.checkpoints().values()) {
            if (declared.streams().containsKey(checkpoint.name())) {
                reading.error(
                        checkpoint.where(),
                        "name.twice",
                        "checkpoint '" + checkpoint.name() + "' is called like a stream",
                        "names of streams and checkpoints must differ, since their steps are called after them");
            }
        }
    }

    private void stream(Item stream) {
        String who = "stream '" + stream.name() + "'";
        Declared.programs(stream)
                .forEach(uses -> known(who, uses, "agent", declared.agents().keySet()));
        all(who, stream.items(StreamLanguage.GATES), "gate", declared.gates());
        for (Found<StreamLanguage.NeedSource> need : stream.items(StreamLanguage.NEEDS)) {
            need(who, need);
        }
        onceEach(stream.items(StreamLanguage.NEEDS).stream()
                .map(need -> new Found<>(need.value().name(), need.where()))
                .toList());
        List<Named<Fields>> team = stream.fields().entries(StreamLanguage.AGENTS);
        Map<String, Named<Fields>> members = Declared.byName(team);
        for (Item member : Declared.items(members)) {
            all("agent '" + member.name() + "' of " + who, member.items(AgentLanguage.MEMBER_NEEDS), "agent", members);
        }
    }

    private void need(String who, Found<StreamLanguage.NeedSource> need) {
        String name = need.value().name();
        if (name.isEmpty()) {
            return;
        }
        Found<String> found = new Found<>(name, need.where());
        if (need.value().checkpoint()) {
            known(who, found, "checkpoint", declared.checkpoints().keySet());
        } else if (!declared.streams().containsKey(name)
                && declared.checkpoints().containsKey(name)) {
            reading.error(
                    need.where(),
                    "name.unknown",
                    who + " needs stream '" + name + "', but that is a checkpoint",
                    "write { checkpoint: " + name + " }");
        } else {
            known(who, found, "stream", declared.streams().keySet());
        }
    }

    private void checkpoint(Item checkpoint) {
        String who = "checkpoint '" + checkpoint.name() + "'";
        all(who, checkpoint.items(CheckpointLanguage.MERGE), "stream", declared.streams());
        all(who, checkpoint.items(CheckpointLanguage.NEEDS), "checkpoint", declared.checkpoints());
        all(who, checkpoint.items(CheckpointLanguage.GATES), "gate", declared.gates());
    }

    private void all(String who, List<Found<String>> names, String kind, Map<String, ?> known) {
        names.forEach(name -> known(who, name, kind, known.keySet()));
        onceEach(names);
    }

    private void known(String who, Found<String> name, String kind, Collection<String> known) {
        if (known.contains(name.value())) {
            return;
        }
        Optional<String> hint = Suggestions.didYouMean(name.value(), known);
        String declaredNames = known.isEmpty() || known.size() > 10 ? "" : "declared: " + String.join(", ", known);
        reading.error(
                name.where(),
                "name.unknown",
                who + " names " + kind + " '" + name.value() + "', which is not declared",
                hint.orElse(declaredNames));
    }

    private void onceEach(List<Found<String>> names) {
        Set<String> seen = new HashSet<>();
        for (Found<String> name : names) {
            if (!name.value().isEmpty() && !seen.add(name.value())) {
                reading.error(
                        name.where(),
                        "list.twice",
                        "'" + name.value() + "' stands twice in this list",
                        "remove one of them");
            }
        }
    }
}
