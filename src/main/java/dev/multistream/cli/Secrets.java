package dev.multistream.cli;

import dev.multistream.model.SecretSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the values of declared secrets, each time a process works on a run; they are written nowhere. */
final class Secrets {
    private Secrets() {}

    static Map<String, String> values(Map<String, SecretSpec> declared, Env env, Path folder) {
        Map<String, String> values = new LinkedHashMap<>();
        declared.forEach((name, secret) -> values.put(name, value(name, secret, env, folder)));
        return values;
    }

    private static String value(String name, SecretSpec secret, Env env, Path folder) {
        if (secret.source() == SecretSpec.Source.ENV) {
            return env.get(secret.variable())
                    .orElseThrow(() -> CommandFailure.usage(
                            "secret '" + name + "' is to come from the environment, and " + secret.variable()
                                    + " is not set",
                            "export " + secret.variable() + "=…"));
        }
        Path file = folder.resolve(secret.path().orElse(name));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw CommandFailure.usage("secret '" + name + "' cannot be read from " + file, "");
        }
    }
}
