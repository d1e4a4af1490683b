package dev.multistream.gate;

import dev.multistream.conflict.GlobSet;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The report files of a worktree that match some globs, and which of them a command has written.
 *
 * <p>Whether a file is fresh is not asked of a clock, for clocks of file systems differ and tick coarsely: the files
 * are looked at before the command and after it, and one that is not the same is fresh.
 */
final class ReportFiles {
    private static final int MOST = 20_000;
    private static final Set<String> LEFT_OUT = Set.of(".git", "node_modules");

    private final Path root;
    private final List<String> patterns;
    private final GlobSet globs;

    /** What changes when a file is written, even with the same content. */
    private record Stamp(FileTime modified, long size, String identity, String changed) {}

    /** The files by their names relative to the worktree, as they were at one moment. */
    record Snapshot(SortedMap<String, Path> files, Map<String, Object> stamps) {}

    /** @param stale names of files that match and were there before, unchanged */
    record Found(SortedMap<String, Path> fresh, List<String> stale) {}

    ReportFiles(Path root, List<String> patterns) {
        this.root = root;
        this.patterns = List.copyOf(patterns);
        this.globs = GlobSet.of(patterns);
    }

    /** The files as they are now. */
    Snapshot now() throws UnreadableReportException {
        try {
            Walk walk = new Walk(root.toRealPath());
            Files.walkFileTree(walk.top, walk);
            Map<String, Object> stamps = new TreeMap<>();
            for (Map.Entry<String, Path> file : walk.found.entrySet()) {
                stamps.put(file.getKey(), stamp(file.getValue()));
            }
            return new Snapshot(walk.found, stamps);
        } catch (IOException e) {
            throw new UnreadableReportException("looking for " + describe() + " failed: " + e);
        }
    }

    /**
     * As {@link #now}, before the command is run again: what the run before wrote is made two seconds older first, so
     * that a file written anew within the same tick of the file system's clock is seen to be so.
     */
    Snapshot nowBeforeAnotherTry() throws UnreadableReportException {
        for (Path file : now().files.values()) {
            try {
                FileTime modified = Files.getLastModifiedTime(file);
                Files.setLastModifiedTime(
                        file, FileTime.from(modified.toInstant().minus(Duration.ofSeconds(2))));
            } catch (IOException e) {
                // Not ours to touch: then its freshness rests on the clock's tick alone.
                continue;
            }
        }
        return now();
    }

    /** What is there now and was not, or not so, before. */
    Found since(Snapshot before) throws UnreadableReportException {
        Snapshot now = now();
        SortedMap<String, Path> fresh = new TreeMap<>(now.files);
        fresh.keySet().removeIf(name -> Objects.equals(now.stamps.get(name), before.stamps.get(name)));
        List<String> stale = now.files.keySet().stream()
                .filter(name -> !fresh.containsKey(name))
                .toList();
        return new Found(fresh, stale);
    }

    /** The patterns, for messages. */
    String describe() {
        return "'" + String.join("', '", patterns) + "'";
    }

    private static Object stamp(Path file) throws IOException {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            Object changed = file.getFileSystem().supportedFileAttributeViews().contains("unix")
                    ? Files.getAttribute(file, "unix:ctime")
                    : "";
            return new Stamp(
                    attributes.lastModifiedTime(),
                    attributes.size(),
                    String.valueOf(attributes.fileKey()),
                    String.valueOf(changed));
        } catch (NoSuchFileException e) {
            return "gone";
        }
    }

    private final class Walk extends SimpleFileVisitor<Path> {
        private final Path top;
        private final SortedMap<String, Path> found = new TreeMap<>();

        Walk(Path top) {
            this.top = top;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            if (directory.equals(top)) {
                return FileVisitResult.CONTINUE;
            }
            String last = String.valueOf(directory.getFileName());
            boolean wanted = !LEFT_OUT.contains(last) || patterns.stream().anyMatch(p -> names(p, last));
            return wanted && globs.mayMatchBelow(name(directory))
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            String name = name(file);
            if (globs.matches(new RepoPath(name)) && isOurs(file, attributes)) {
                found.put(name, file);
                if (found.size() > MOST) {
                    throw new IOException("more than " + MOST + " files match");
                }
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
        }

        private boolean isOurs(Path file, BasicFileAttributes attributes) throws IOException {
            if (!attributes.isSymbolicLink()) {
                return attributes.isRegularFile();
            }
            return Files.isRegularFile(file) && file.toRealPath().startsWith(top);
        }

        private String name(Path path) {
            return top.relativize(path).toString().replace(path.getFileSystem().getSeparator(), "/");
        }
    }

    private static boolean names(String pattern, String directory) {
        return List.of(pattern.split("/")).contains(directory);
    }
}
