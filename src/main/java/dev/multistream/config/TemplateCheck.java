package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.config.Reading.EnvValue;
import dev.multistream.config.Reading.TemplateUse;
import dev.multistream.model.Template.Reference;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Checks that what templates refer to is declared, and that no detour brings a stranger's words into a command. */
final class TemplateCheck {
    private final Declared declared;
    private final Reading reading;
    private final Set<String> inputs;
    private final Set<String> secrets;
    private final Set<String> topEnv;
    private final Set<String> tainted;

    TemplateCheck(Declared declared, Reading reading) {
        this.declared = declared;
        this.reading = reading;
        this.inputs = names(declared.root().entries(RootLanguage.INPUTS));
        this.secrets = names(declared.root().entries(RootLanguage.SECRETS));
        this.topEnv = names(declared.root().entries(RootLanguage.ENV));
        this.tainted = tainted(reading.env());
    }

    private static Set<String> names(List<? extends Named<?>> entries) {
        return entries.stream().map(Named::name).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    void check() {
        for (TemplateUse use : reading.templates()) {
            if (use.use() != Use.LATER_TEXT) {
                use.found().value().references().forEach(reference -> reference(use, reference));
            }
        }
        checkpointGates();
    }

    private void reference(TemplateUse use, Reference reference) {
        switch (reference.namespace()) {
            case "inputs" -> known(use, reference, inputs);
            case "secrets" -> known(use, reference, secrets);
            case "env" -> env(use, reference);
            default -> {
                // stream and run have fixed names, which the parser knows
            }
        }
    }

    private void known(TemplateUse use, Reference reference, Set<String> names) {
        if (!names.contains(reference.name())) {
            reading.error(
                    use.found().where(),
                    "template.name",
                    "${{ " + reference + " }}: `" + reference.namespace() + "` declares no '" + reference.name() + "'",
                    Suggestions.didYouMean(reference.name(), names).orElse(""));
        }
    }

    private void env(TemplateUse use, Reference reference) {
        String name = reference.name();
        Where where = use.found().where();
        if (use.use() == Use.ENV && sameMap(where, name)) {
            reading.error(
                    where,
                    "template.same-map",
                    "${{ env." + name + " }} refers to the map it stands in",
                    "only the top-level env can be referred to");
        } else if (!topEnv.contains(name)) {
            boolean elsewhere =
                    reading.env().stream().anyMatch(value -> value.name().equals(name));
            reading.error(
                    where,
                    "template.name",
                    "${{ env." + name + " }}: the top-level `env` declares no '" + name + "'",
                    elsewhere && use.use().isCommand()
                            ? "write \"$" + name + "\", the command has it in its environment"
                            : Suggestions.didYouMean(name, topEnv).orElse(""));
        } else if (use.use().isCommand() && tainted.contains(name)) {
            reading.error(
                    where,
                    "template.stranger",
                    "${{ env." + name
                            + " }} may hold a secret or what a stranger wrote and must not stand in a command",
                    "write \"$" + name + "\", the command has it in its environment");
        }
    }

    private boolean sameMap(Where where, String name) {
        String map = where.path().substring(0, where.path().lastIndexOf('.') + 1);
        return reading.env().stream().anyMatch(value -> value.where().path().equals(map + name));
    }

    /** Variables of which some definition holds a secret or a stranger's words, directly or through another variable. */
    private static Set<String> tainted(List<EnvValue> values) {
        Set<String> tainted = new HashSet<>();
        int before;
        do {
            before = tainted.size();
            for (EnvValue value : values) {
                if (value.value().references().stream()
                        .anyMatch(reference -> TemplateParser.isStrangers(reference)
                                || reference.namespace().equals("secrets")
                                || (reference.namespace().equals("env") && tainted.contains(reference.name())))) {
                    tainted.add(value.name());
                }
            }
        } while (tainted.size() > before);
        return tainted;
    }

    /** A gate that runs for a checkpoint has no stream to refer to. */
    private void checkpointGates() {
        Set<String> reported = new HashSet<>();
        for (Item checkpoint : declared.checkpointItems()) {
            for (Found<String> gate : checkpoint.items(CheckpointLanguage.GATES)) {
                String prefix = "gates." + gate.value() + ".";
                for (TemplateUse use : reading.templates()) {
                    Where where = use.found().where();
                    if (where.path().startsWith(prefix)
                            && use.found().value().references().stream()
                                    .anyMatch(reference -> reference.namespace().equals("stream"))
                            && reported.add(where.path())) {
                        reading.error(
                                where,
                                "template.no-stream",
                                "gate '" + gate.value() + "' runs for checkpoint '" + checkpoint.name()
                                        + "', where there is no stream to refer to",
                                "make a gate of its own for the checkpoint");
                    }
                }
            }
        }
    }
}
