package dev.multistream.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One call of git, before it is made.
 *
 * @param words sub-command and arguments
 * @param settings {@code key=value} pairs given with {@code -c}
 * @param reading whether it changes nothing, and so takes no optional locks
 * @param hooks whether the user's hooks may run
 */
record GitCommand(
        Path directory,
        List<String> words,
        List<String> settings,
        Map<String, String> environment,
        byte[] input,
        Duration timeout,
        boolean reading,
        boolean hooks) {
    private static final Duration READ_TIMEOUT = Duration.ofMinutes(3);
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(20);

    GitCommand {
        words = List.copyOf(words);
        settings = List.copyOf(settings);
        environment = Map.copyOf(environment);
    }

    /** A call that looks and changes nothing. */
    static GitCommand reading(Path directory, String... words) {
        return new GitCommand(directory, List.of(words), List.of(), Map.of(), new byte[0], READ_TIMEOUT, true, false);
    }

    /** A call that changes something. */
    static GitCommand writing(Path directory, String... words) {
        return new GitCommand(directory, List.of(words), List.of(), Map.of(), new byte[0], WRITE_TIMEOUT, false, false);
    }

    GitCommand plus(List<String> more) {
        List<String> all = new ArrayList<>(words);
        all.addAll(more);
        return new GitCommand(directory, all, settings, environment, input, timeout, reading, hooks);
    }

    GitCommand plus(String... more) {
        return plus(List.of(more));
    }

    GitCommand setting(String keyAndValue) {
        List<String> all = new ArrayList<>(settings);
        all.add(keyAndValue);
        return new GitCommand(directory, words, all, environment, input, timeout, reading, hooks);
    }

    GitCommand environment(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        all.putAll(more);
        return new GitCommand(directory, words, settings, all, input, timeout, reading, hooks);
    }

    GitCommand input(byte[] bytes) {
        return new GitCommand(directory, words, settings, environment, bytes, timeout, reading, hooks);
    }

    GitCommand input(String text) {
        return input(text.getBytes(StandardCharsets.UTF_8));
    }

    GitCommand timeout(Duration limit) {
        return new GitCommand(directory, words, settings, environment, input, limit, reading, hooks);
    }

    GitCommand withHooks(boolean allowed) {
        return new GitCommand(directory, words, settings, environment, input, timeout, reading, allowed);
    }

    /** For messages: the words, without values that only machines need. */
    String describe() {
        String all = "git " + String.join(" ", words).replace('\n', ' ');
        return all.length() <= 160 ? all : all.substring(0, 160) + "…";
    }
}
