package dev.multistream.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fresh directories for one test, deleted at its end; in memory where that is possible, since trees that tests make
 * and delete are slow on some disks.
 *
 * <p>Use: {@code @RegisterExtension final TestDirs dirs = new TestDirs();}
 */
public final class TestDirs implements AfterEachCallback {
    private static final Path MEMORY = Path.of("/dev/shm");
    private static final long ENOUGH = 512L << 20;

    private final List<Path> made = new ArrayList<>();

    /** A new, empty directory whose last name begins with {@code name}. */
    public Path fresh(String name) {
        try {
            Path directory =
                    Files.createTempDirectory(parent(), "harness-" + name + "-").toRealPath();
            made.add(directory);
            return directory;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        for (Path directory : made) {
            delete(directory);
        }
        made.clear();
    }

    private static Path parent() throws IOException {
        Path usual = Path.of(System.getProperty("java.io.tmpdir"));
        if (usual.startsWith(MEMORY) || !Files.isWritable(MEMORY)) {
            return usual;
        }
        // In containers it is often tiny, and nothing in it may be executed.
        boolean roomy = Files.getFileStore(MEMORY).getUsableSpace() > ENOUGH;
        return roomy && allowsPrograms(MEMORY) ? MEMORY : usual;
    }

    private static boolean allowsPrograms(Path directory) throws IOException {
        Path probe = Files.createTempFile(directory, "harness-probe-", "");
        try {
            return probe.toFile().setExecutable(true) && Files.isExecutable(probe);
        } finally {
            Files.delete(probe);
        }
    }

    /** Deletes everything in a directory and itself, also what was made read-only; links are not followed. */
    public static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
                if (!Files.isWritable(dir) && !dir.toFile().setWritable(true)) {
                    throw new UncheckedIOException(new IOException("cannot delete in " + dir));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                // A process of the test may still be clearing up after itself.
                if (Files.exists(file)) {
                    throw failure;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, java.io.IOException failure) throws IOException {
                Files.deleteIfExists(dir);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
