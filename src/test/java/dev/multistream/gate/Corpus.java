package dev.multistream.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Report files: those under {@code src/test/resources/gate}, and large ones made on the spot. */
final class Corpus {
    private Corpus() {}

    static Path file(String name) {
        try {
            return Path.of(Corpus.class.getResource("/gate/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Path write(Path file, String text) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with {@code unit} repeated until {@code bytes} are reached. */
    static Path large(Path file, String before, String unit, long bytes, String after) throws IOException {
        byte[] block = unit.repeat(Math.max(1, 8192 / unit.length())).getBytes(StandardCharsets.UTF_8);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(before.getBytes(StandardCharsets.UTF_8));
            for (long written = 0; written < bytes; written += block.length) {
                out.write(block);
            }
            out.write(after.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}
