package dev.multistream.step;

import dev.multistream.gate.ScratchTreeException;
import dev.multistream.gate.ScratchTrees;
import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.IntegrationWorktree;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.model.StreamSpec;
import dev.multistream.model.WorkspaceSpec;
import dev.multistream.workspace.CommandSurroundings;
import dev.multistream.workspace.WorkspaceFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Harness's own worktrees, beside those of the streams: their names begin with an underscore, which no stream's does.
 */
final class Trees {
    private final RunContext context;
    private final GitRepository git;
    private final WorkspaceFactory workspaces;

    Trees(RunContext context, GitRepository git, WorkspaceFactory workspaces) {
        this.context = context;
        this.git = git;
        this.workspaces = workspaces;
    }

    /** Where a checkpoint's merges and gates happen. */
    IntegrationWorktree integration(CheckpointName checkpoint) {
        return git.integration(place(context.spec().workspace(), "_checkpoint-" + checkpoint));
    }

    /** Where a person resolves what a stream's merge into a checkpoint leaves open. */
    Path human(CheckpointName checkpoint, String stream) {
        return place(context.spec().workspace(), "_resolve-" + checkpoint + "-" + stream);
    }

    /** Where the streams that another one needs are merged for its base. */
    IntegrationWorktree base(StreamSpec stream) {
        return git.integration(place(stream.workspace(), "_base-" + stream.id()));
    }

    Path place(WorkspaceSpec workspace, String name) {
        return workspaces.root(workspace.directory()).resolve(name);
    }

    /** Gives a worktree of harness's own what a stream's has beside its files: carried ones, and set-up. */
    Optional<String> furnish(
            Path directory, WorkspaceSpec workspace, StepEnvironment environment, CommandSurroundings surroundings)
            throws GitException, InterruptedException {
        return workspaces.furnish(
                directory,
                workspace.carry(),
                environment.setup(workspace, Optional.empty(), surroundings.environment()),
                surroundings);
    }

    /** Directories for a stream's red-green gates. */
    ScratchTrees scratch(StreamSpec stream, String gate, CommandSurroundings surroundings) {
        return (base, head, tests) -> {
            IntegrationWorktree tree = git.integration(place(stream.workspace(), "_red-" + stream.id() + "-" + gate));
            try {
                tree.switchTo(base);
                Optional<String> failed =
                        furnish(tree.path(), stream.workspace(), new StepEnvironment(context), surroundings);
                if (failed.isPresent()) {
                    throw new ScratchTreeException(failed.get(), new IOException(failed.get()));
                }
                for (RepoPath test : tests) {
                    lay(tree.path(), head, test);
                }
                return new Scratch(tree, surroundings);
            } catch (GitException | IOException e) {
                throw new ScratchTreeException(
                        "the stream's base could not be laid out to run its new tests on: " + e.getMessage(), e);
            }
        };
    }

    private void lay(Path directory, CommitId head, RepoPath file)
            throws GitException, IOException, InterruptedException {
        Path target = directory.resolve(file.value());
        Optional<byte[]> content = git.objects().readFile(head, file, 64 << 20);
        if (content.isEmpty()) {
            throw new IOException(file + " is not a file of " + head.brief());
        }
        Files.createDirectories(target.getParent());
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            Files.delete(target);
        }
        Files.write(target, content.get());
        boolean executable = git.objects()
                .entry(head, file)
                .filter(version -> version.mode().equals("100755"))
                .isPresent();
        if (executable && !target.toFile().setExecutable(true)) {
            throw new IOException(target + " cannot be made executable");
        }
    }

    private record Scratch(IntegrationWorktree tree, CommandSurroundings surroundings)
            implements ScratchTrees.ScratchTree {
        @Override
        public Path directory() {
            return tree.path();
        }

        @Override
        public void close() {
            try {
                tree.remove();
            } catch (GitException e) {
                note(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private void note(GitException e) {
            try {
                Files.writeString(
                        surroundings.log(),
                        "note: " + e.getMessage() + "\n",
                        java.nio.file.StandardOpenOption.CREATE,
                        java.nio.file.StandardOpenOption.APPEND);
            } catch (IOException unwritable) {
                e.addSuppressed(unwritable);
            }
        }
    }

    /** What the merged result needs: the top-level workspace, for no stream. */
    Map<String, String> checkpointEnvironment() {
        return new StepEnvironment(context).of(Optional.empty(), List.of());
    }
}
