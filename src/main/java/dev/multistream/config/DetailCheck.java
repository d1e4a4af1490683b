package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.AgentSpec.PromptSpec;
import dev.multistream.model.CheckpointSpec.Resolver;
import dev.multistream.model.SecretSpec;
import java.util.Optional;

/** Checks keys of one object whose meaning hangs on each other's values. */
final class DetailCheck {
    private final Declared declared;
    private final Reading reading;

    DetailCheck(Declared declared, Reading reading) {
        this.declared = declared;
        this.reading = reading;
    }

    void check() {
        Declared.items(declared.agents()).forEach(this::prompt);
        for (Named<Fields> secret : declared.root().entries(RootLanguage.SECRETS)) {
            secret.value().ifPresent(found -> secret(secret, found.value()));
        }
        for (Item checkpoint : declared.checkpointItems()) {
            checkpoint.items(CheckpointLanguage.CONFLICTS).forEach(rule -> regenerate(rule.value()));
            checkpoint.items(CheckpointLanguage.GATES).forEach(gate -> redGreen(checkpoint, gate));
        }
    }

    private void prompt(Item agent) {
        Optional<Fields> prompt = agent.fields().value(AgentLanguage.PROMPT);
        Optional<PromptSpec.Mode> mode = prompt.flatMap(fields -> fields.value(AgentLanguage.PROMPT_MODE));
        if (mode.isEmpty()) {
            return;
        }
        boolean needsFlag = mode.get() == PromptSpec.Mode.FLAG;
        if (needsFlag != prompt.get().has(AgentLanguage.PROMPT_FLAG)) {
            reading.error(
                    prompt.get().where(),
                    "prompt.flag",
                    needsFlag ? "`mode: flag` needs the flag" : "`flag` means nothing without `mode: flag`",
                    needsFlag ? "write { mode: flag, flag: -p }" : "remove it, or write mode: flag");
        }
    }

    /** What a stream's new tests show can only be asked of one stream. */
    private void redGreen(Item checkpoint, Found<String> name) {
        boolean redGreen = Declared.items(declared.gates()).stream()
                .anyMatch(gate ->
                        gate.name().equals(name.value()) && gate.fields().has(GateLanguage.RED_GREEN));
        if (redGreen) {
            reading.error(
                    name.where(),
                    "gate.red-green",
                    "gate '" + name.value() + "' is a red-green gate, which judges one stream, not checkpoint '"
                            + checkpoint.name() + "'",
                    "name it under `gates` of the streams");
        }
    }

    private void secret(Named<Fields> secret, Fields fields) {
        Optional<SecretSpec.Source> source = fields.value(RootLanguage.SECRET_FROM);
        if (source.isEmpty()) {
            return;
        }
        boolean file = source.get() == SecretSpec.Source.FILE;
        if (file != fields.has(RootLanguage.SECRET_PATH)) {
            reading.error(
                    fields.where(),
                    "secret.path",
                    file
                            ? "secret '" + secret.name() + "' comes from a file, but which?"
                            : "`path` means nothing with `from: env`",
                    file ? "write { from: file, path: … }" : "remove it, or write from: file");
        }
    }

    private void regenerate(Fields rule) {
        Optional<Boolean> regenerates = rule.value(CheckpointLanguage.RULE_RESOLVE)
                .map(ways -> ways.stream().anyMatch(way -> way.value() == Resolver.REGENERATE));
        if (regenerates.isEmpty()) {
            return;
        }
        if (regenerates.get() != rule.has(CheckpointLanguage.RULE_RUN)) {
            reading.error(
                    rule.where(),
                    "resolve.run",
                    regenerates.get() ? "`regenerate` needs the command" : "`run` means nothing without `regenerate`",
                    regenerates.get() ? "write run: …" : "remove it, or write resolve: regenerate");
        }
    }
}
