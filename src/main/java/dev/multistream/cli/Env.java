package dev.multistream.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The process's environment as a value; the only place from which it is read.
 *
 * @param variables as the user's shell gave them; what the launcher changed for Java's sake is put back
 */
record Env(Map<String, String> variables, Path workingDirectory) {
    private static final String ORIGINAL = "HARNESS_ORIGINAL_";

    Env {
        variables = Map.copyOf(variables);
    }

    static Env ofProcess() {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        restore(variables, "LC_ALL");
        variables.keySet().removeIf(name -> name.startsWith(ORIGINAL) || name.startsWith("HARNESS_LAUNCHER_"));
        return new Env(variables, Path.of("").toAbsolutePath());
    }

    private static void restore(Map<String, String> variables, String name) {
        String original = variables.get(ORIGINAL + name);
        if (original != null && original.equals("unset")) {
            variables.remove(name);
        } else if (original != null) {
            variables.put(name, original.startsWith("=") ? original.substring(1) : original);
        }
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isSet(String name) {
        return get(name).isPresent();
    }
}
