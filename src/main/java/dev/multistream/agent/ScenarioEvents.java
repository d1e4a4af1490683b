package dev.multistream.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Appends what a scripted agent says to its events file, in the form that {@link EventCodec} reads.
 *
 * <p>Written by hand, since loading a JSON library would take most of the player's start-up.
 */
final class ScenarioEvents {
    private final Optional<Path> file;

    /** @param file empty when nobody listens */
    ScenarioEvents(Optional<Path> file) {
        this.file = file;
    }

    void progress(Scenario.Progress progress) {
        String value = progress.value().isPresent()
                ? "\"progress\":" + progress.value().getAsDouble() + ","
                : "";
        write("progress_update", value + "\"currentTask\":" + quoted(progress.task()));
    }

    void modified(String path, AgentEvent.Operation operation) {
        write(
                "file_modified",
                "\"filePath\":" + quoted(path) + ",\"operation\":"
                        + quoted(operation.name().toLowerCase(Locale.ROOT)));
    }

    void asked(String question) {
        write("request_assistance", "\"message\":" + quoted(question));
    }

    void committed(String message, String commit) {
        write("committed", "\"message\":" + quoted(message) + ",\"commit\":" + quoted(commit));
    }

    private void write(String type, String data) {
        if (file.isEmpty()) {
            return;
        }
        String line = "{\"type\":\"" + type + "\",\"data\":{" + data + "}}\n";
        try {
            Files.writeString(file.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final Map<Character, String> ESCAPES =
            Map.of('"', "\\\"", '\\', "\\\\", '\n', "\\n", '\r', "\\r", '\t', "\\t");

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (ESCAPES.containsKey(c)) {
                quoted.append(ESCAPES.get(c));
            } else if (c < 0x20 || Character.isSurrogate(c)) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
