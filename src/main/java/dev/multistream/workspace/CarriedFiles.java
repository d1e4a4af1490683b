package dev.multistream.workspace;

import dev.multistream.git.GitException;
import dev.multistream.git.GitException.Kind;
import dev.multistream.git.GitWorktree;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Copies ignored files from the main worktree into a new one.
 *
 * <p>Nothing that is there is overwritten, links are copied as links, and no path may lead out of either worktree.
 */
final class CarriedFiles {
    private final Path source;
    private final GitWorktree target;
    private final List<String> notes = new ArrayList<>();

    CarriedFiles(Path source, GitWorktree target) {
        this.source = source;
        this.target = target;
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    /** Why an entry cannot be carried at all, if so. */
    static Optional<String> refusal(String entry) {
        try {
            Path path = Path.of(entry);
            if (entry.isBlank() || path.isAbsolute()) {
                return Optional.of("it must be a path relative to the repository");
            }
            for (Path name : path) {
                if (name.toString().equals("..")) {
                    return Optional.of("it must not lead out of the repository");
                }
                if (name.toString().equalsIgnoreCase(".git")) {
                    return Optional.of("git's own directory cannot be carried");
                }
            }
            return path.normalize().toString().isEmpty()
                    ? Optional.of("the whole repository cannot be carried")
                    : Optional.empty();
        } catch (InvalidPathException e) {
            return Optional.of("it is not a path");
        }
    }

    /** Takes one entry along; it has passed {@link #refusal}. */
    void carry(String entry) throws GitException, InterruptedException {
        Path relative = Path.of(entry).normalize();
        Path from = source.resolve(relative);
        Path to = target.path().resolve(relative);
        if (!Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            notes.add("'" + entry + "' is not in the main worktree and was not carried");
            return;
        }
        if (hasLinkedParent(source, relative) || hasLinkedParent(target.path(), relative)) {
            notes.add("'" + entry + "' lies behind a symbolic link and was not carried");
            return;
        }
        if (Files.exists(to, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(to, LinkOption.NOFOLLOW_LINKS)) {
            notes.add("'" + entry + "' is in the repository and was not overwritten");
            return;
        }
        if (!Files.exists(to, LinkOption.NOFOLLOW_LINKS) && target.isTracked(new RepoPath(slashed(relative)))) {
            notes.add("'" + entry + "' is tracked and was not carried");
            return;
        }
        try {
            Files.createDirectories(to.getParent());
            Files.walkFileTree(from, new Copy(from, to));
        } catch (IOException e) {
            throw new GitException(Kind.DISK, "'" + entry + "' cannot be copied to " + to + ": " + e.getMessage(), e);
        }
    }

    private static String slashed(Path path) {
        List<String> names = new ArrayList<>();
        path.forEach(name -> names.add(name.toString()));
        return String.join("/", names);
    }

    private static boolean hasLinkedParent(Path root, Path relative) {
        Path at = root;
        for (Path name : relative) {
            if (!at.equals(root) && Files.isSymbolicLink(at)) {
                return true;
            }
            at = at.resolve(name);
        }
        return false;
    }

    private static final class Copy extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        Copy(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        private Path place(Path path) {
            return from.equals(path) ? to : to.resolve(from.relativize(path));
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) throws IOException {
            if (Thread.currentThread().isInterrupted()) {
                throw new java.io.InterruptedIOException("interrupted");
            }
            Path place = place(directory);
            if (Files.isSymbolicLink(place)) {
                return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(place);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path place = place(file);
            boolean copyable = attributes.isRegularFile() || attributes.isSymbolicLink();
            if (copyable && !Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(file, place, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
            }
            return FileVisitResult.CONTINUE;
        }
    }
}
