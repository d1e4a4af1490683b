package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Takes worktrees away, one at a time and no other; called under the repository's lock. */
final class WorktreeRemoval {
    /** Beside the worktrees; no stream can have this name. */
    static final String TRASH = ".trash";

    private final RepositoryContext context;

    WorktreeRemoval(RepositoryContext context) {
        this.context = context;
    }

    /** Removes directory and registration. */
    void remove(Path place) throws GitException, InterruptedException {
        Optional<Path> rest = unregister(place);
        if (rest.isPresent()) {
            GitObjects.discard(rest.get());
            dropIfEmpty(place.resolveSibling(TRASH));
        }
    }

    /** Removes the registration of a directory that is gone. */
    void forget(Path place) throws GitException, InterruptedException {
        context.git().require(context.writing("worktree", "remove", "--force", "--force", "--", place.toString()));
    }

    /** Renames the directory into the trash beside it, removes the registration, and checks that it is gone. */
    Optional<Path> unregister(Path place) throws GitException, InterruptedException {
        Optional<Path> trashed = Optional.empty();
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            trashed = Optional.of(moveAway(place));
        }
        forget(place);
        if (AdminDirectories.of(context.facts().commonDirectory())
                .forWorktree(place)
                .isPresent()) {
            throw new GitException(
                    Kind.WORKTREE,
                    "git still lists the worktree " + place + " after its removal; run `git worktree prune`");
        }
        return trashed;
    }

    private static Path moveAway(Path place) throws GitException {
        try {
            Path trash = Files.createDirectories(place.resolveSibling(TRASH));
            Path target = Files.createTempDirectory(trash, place.getFileName() + "-");
            Files.move(place, target.resolve("tree"));
            return target;
        } catch (IOException e) {
            throw new GitException(
                    Kind.WORKTREE, "the worktree " + place + " cannot be moved away: " + e.getMessage(), e);
        }
    }

    private static void dropIfEmpty(Path directory) throws GitException {
        try {
            if (FileTree.isEmptyDirectory(directory)) {
                Files.deleteIfExists(directory);
            }
        } catch (java.nio.file.DirectoryNotEmptyException e) {
            return; // another thread has just put something there
        } catch (IOException e) {
            throw new GitException(Kind.DISK, directory + " cannot be deleted: " + e.getMessage(), e);
        }
    }
}
