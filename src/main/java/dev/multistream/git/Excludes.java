package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.RepoPath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The repository's own list of ignored files, {@code info/exclude}, which is in no commit. */
public final class Excludes {
    private final RepositoryContext context;

    Excludes(RepositoryContext context) {
        this.context = context;
    }

    /**
     * Has a directory of the main worktree ignored.
     *
     * @return whether a line was added; it is not when it is there
     */
    public boolean add(RepoPath directory) throws GitException, InterruptedException {
        String line = pattern(directory);
        Path file = context.facts().commonDirectory().resolve("info/exclude");
        return context.lock().during(() -> {
            try {
                String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
                String encoded = new String(line.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
                if (text.lines().anyMatch(encoded::equals)) {
                    return false;
                }
                Files.createDirectories(file.getParent());
                String gap = text.isEmpty() || text.endsWith("\n") ? "" : "\n";
                Files.write(
                        file,
                        (gap + line + "\n").getBytes(StandardCharsets.UTF_8),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
                return true;
            } catch (IOException e) {
                throw new GitException(Kind.DISK, file + " cannot be written: " + e.getMessage(), e);
            }
        });
    }

    /** A pattern that matches the directory itself and nothing else; see gitignore(5). */
    static String pattern(RepoPath directory) {
        StringBuilder pattern = new StringBuilder("/");
        for (char c : directory.value().toCharArray()) {
            if ("*?[\\ ".indexOf(c) >= 0) {
                pattern.append('\\');
            }
            pattern.append(c);
        }
        return pattern.append('/').toString();
    }
}
