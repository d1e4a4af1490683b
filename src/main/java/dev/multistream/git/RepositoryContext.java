package dev.multistream.git;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What all parts of one repository share: the program, the place, the lock. */
record RepositoryContext(GitProgram git, RepositoryFacts facts, MutationLock lock) {

    /** A call that concerns no worktree: no attributes of any tree are read. */
    GitCommand reading(String... words) {
        return GitCommand.reading(facts.commonDirectory(), gitDirectory()).plus(words);
    }

    /** A call that concerns no worktree and changes something. */
    GitCommand writing(String... words) {
        return GitCommand.writing(facts.commonDirectory(), gitDirectory()).plus(words);
    }

    private String gitDirectory() {
        return "--git-dir=" + facts.commonDirectory();
    }

    /** A fresh directory for a short time, on the repository's file system; the caller deletes it. */
    Path temporary() throws GitException {
        try {
            Path parent = Files.createDirectories(facts.commonDirectory().resolve("harness/tmp"));
            return Files.createTempDirectory(parent, "git");
        } catch (IOException e) {
            throw new GitException(
                    GitException.Kind.DISK,
                    "no temporary directory can be made in " + facts.commonDirectory() + "/harness/tmp: "
                            + e.getMessage(),
                    e);
        }
    }
}
