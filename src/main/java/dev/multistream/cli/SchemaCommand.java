package dev.multistream.cli;

import dev.multistream.config.JsonSchema;
import dev.multistream.store.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** {@code harness schema}: prints the JSON Schema of harness.yaml for editors. */
final class SchemaCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "schema",
                "print the JSON Schema of harness.yaml, for editors",
                "[PATH]",
                1,
                List.of(),
                List.of("Writes it to PATH when one is given, else to stdout."),
                List.of("harness schema > harness.schema.json", "harness schema .vscode/harness.schema.json"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        String schema = JsonSchema.text();
        Optional<String> path = invocation.arguments().operand(0);
        if (path.isEmpty()) {
            invocation.terminal().out().print(schema);
            return ExitCode.OK;
        }
        AtomicFile.write(
                invocation.env().workingDirectory().resolve(path.get()), schema.getBytes(StandardCharsets.UTF_8));
        invocation.terminal().say("written: " + path.get());
        return ExitCode.OK;
    }
}
