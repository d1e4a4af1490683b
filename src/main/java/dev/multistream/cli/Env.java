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
    /** Set by the launcher where it changed LC_ALL for Java's sake; empty when it was not set before. */
    private static final String LOCALE = "HARNESS_LC_ALL_ORIGINAL";

    Env {
        variables = Map.copyOf(variables);
    }

    static Env ofProcess() {
        Map<String, String> variables = new TreeMap<>(System.getenv());
        String locale = variables.remove(LOCALE);
        if (locale != null && locale.isEmpty()) {
            variables.remove("LC_ALL");
        } else if (locale != null) {
            variables.put("LC_ALL", locale);
        }
        return new Env(variables, Path.of("").toAbsolutePath());
    }

    Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isEmpty());
    }

    boolean isSet(String name) {
        return get(name).isPresent();
    }
}
