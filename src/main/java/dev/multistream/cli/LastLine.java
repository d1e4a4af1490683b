package dev.multistream.cli;

import dev.multistream.run.RunResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at the end of a journal only, for the question that scripts ask most: is the run over, and how.
 *
 * <p>Anything but an unmistakable last entry answers empty, and the caller reads the journal as a whole.
 */
final class LastLine {
    private static final int TAIL = 512;
    private static final Pattern ENDED = Pattern.compile(
            "\\{\"seq\":\\d+,\"at\":\"[^\"]*\",\"event\":\\{\"type\":\"run-ended\",\"result\":\"([A-Z_]+)\"}}\n$");

    private LastLine() {}

    static Optional<RunResult> result(Path journal) throws IOException {
        try (FileChannel channel = FileChannel.open(journal, StandardOpenOption.READ)) {
            long start = Math.max(0, channel.size() - TAIL);
            ByteBuffer bytes = ByteBuffer.allocate(TAIL);
            channel.position(start);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Reads on until the end of the file.
            }
            String tail = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8);
            Matcher matcher = ENDED.matcher(tail);
            if (!matcher.find()) {
                return Optional.empty();
            }
            for (RunResult result : RunResult.values()) {
                if (result.name().equals(matcher.group(1))) {
                    return Optional.of(result);
                }
            }
            return Optional.empty();
        }
    }
}
