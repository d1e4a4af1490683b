package dev.multistream.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where git keeps what it knows of each linked worktree: {@code <common>/worktrees/<id>}, by the worktree's path. */
final class AdminDirectories {
    private final Map<Path, Path> byWorktree;

    private AdminDirectories(Map<Path, Path> byWorktree) {
        this.byWorktree = byWorktree;
    }

    /** Reads them all; one that cannot be read is left out. */
    static AdminDirectories of(Path common) {
        Map<Path, Path> found = new LinkedHashMap<>();
        Path parent = common.resolve("worktrees");
        if (Files.isDirectory(parent)) {
            try (Stream<Path> entries = Files.list(parent)) {
                for (Path admin : entries.toList()) {
                    worktreeOf(admin).ifPresent(path -> found.put(path, admin));
                }
            } catch (IOException e) {
                return new AdminDirectories(Map.of());
            }
        }
        return new AdminDirectories(found);
    }

    private static Optional<Path> worktreeOf(Path admin) {
        try {
            String text = Files.readString(admin.resolve("gitdir"), StandardCharsets.UTF_8);
            String path = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            return Optional.ofNullable(admin.resolve(path).normalize().getParent());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Optional<Path> forWorktree(Path worktree) {
        return Optional.ofNullable(byWorktree.get(Places.real(worktree)))
                .or(() -> Optional.ofNullable(byWorktree.get(worktree)));
    }
}
