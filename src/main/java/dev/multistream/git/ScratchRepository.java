package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.model.RepoPath;
import dev.multistream.process.CommandRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Repositories that harness makes for itself: of a folder that is none, or of a URL.
 *
 * <p>One process at a time may use a destination. The same folder content always gives the same first commit.
 */
public final class ScratchRepository {
    private static final BranchName MAIN = new BranchName("main");
    private static final String IMPORTED = PrivateRefs.ROOT + "import";
    private static final Signature FIXED = GitIdentity.HARNESS.at(Instant.ofEpochSecond(1_700_000_000L));
    private static final Duration CLONE_TIMEOUT = Duration.ofHours(2);

    private final CommandRunner runner;
    private final Map<String, String> environment;
    private final GitProgram git;

    /** @param environment what the user's own programs get */
    public ScratchRepository(CommandRunner runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = Map.copyOf(environment);
        this.git = new GitProgram(runner, environment);
    }

    /** What the preparation of a scratch repository did. */
    public enum State {
        CREATED,
        REUSED,
        UPDATED
    }

    /**
     * A scratch repository, ready.
     *
     * @param commit the tip of its main branch
     * @param notes things to tell the user
     */
    public record Prepared(GitRepository repository, CommitId commit, State state, List<String> notes) {
        public Prepared {
            notes = List.copyOf(notes);
        }
    }

    /**
     * Imports a folder without a {@code .git} as branch {@code main} of a repository of its own.
     *
     * <p>A folder that has changed since becomes a further commit, unless the branch has other work on it by then.
     *
     * @throws GitException of kind MOVED when the folder and the branch have both changed
     */
    public Prepared importFolder(Path folder, Path destination) throws GitException, InterruptedException {
        if (!Files.isDirectory(folder)) {
            throw new GitException(Kind.REPOSITORY, "there is no folder " + folder + " to import");
        }
        boolean fresh = !Files.exists(destination.resolve(".git/HEAD"));
        if (fresh) {
            initialise(destination);
        }
        GitRepository repository = GitRepository.discover(runner, environment, destination);
        List<RepoPath> nested = nested(folder);
        CommitId tree = treeOf(folder, destination, nested);
        Optional<CommitId> imported = repository.refs().read(IMPORTED);
        Optional<CommitId> tip = repository.refs().branchTip(MAIN);
        List<String> notes = nested.stream()
                .map(path -> "'" + path + "' is a repository of its own and was not imported")
                .toList();
        if (imported.isPresent()
                && tip.isPresent()
                && repository.objects().treeOf(imported.get()).equals(tree)) {
            return new Prepared(repository, tip.get(), State.REUSED, notes);
        }
        if (!imported.equals(tip)) {
            throw new GitException(
                    Kind.MOVED,
                    folder + " has changed, and so has branch 'main' of its scratch repository "
                            + destination
                            + "; take what you need from that branch and delete the scratch repository, or name it"
                            + " as 'repository'");
        }
        CommitId commit =
                repository.objects().commitTree(tree, tip.stream().toList(), "Import " + name(folder), FIXED, FIXED);
        adopt(repository, destination, tip, commit);
        copyIgnored(folder, destination);
        Prepared prepared = new Prepared(
                GitRepository.discover(runner, environment, destination),
                commit,
                tip.isEmpty() ? State.CREATED : State.UPDATED,
                notes);
        return prepared;
    }

    private static String name(Path folder) {
        return String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    }

    private void initialise(Path destination) throws GitException, InterruptedException {
        try {
            Files.createDirectories(destination);
            if (!FileTree.isEmptyDirectory(destination) && !Files.exists(destination.resolve(".git"))) {
                throw new GitException(
                        Kind.WORKTREE, destination + " is there already and is no repository; move it" + " away");
            }
        } catch (IOException e) {
            throw new GitException(Kind.DISK, destination + " cannot be made: " + e.getMessage(), e);
        }
        git.require(GitCommand.writing(destination, "init", "-q", "--template=", "--initial-branch=main", "."));
        git.require(GitCommand.writing(destination, "config", "core.autocrlf", "false"));
    }

    /* The folder is the work tree of an index of its own, so nothing in it, and no index anywhere, changes. */
    private CommitId treeOf(Path folder, Path destination, List<RepoPath> nested)
            throws GitException, InterruptedException {
        Path index = destination.resolve(".git/harness-import.index");
        try {
            Files.deleteIfExists(index);
            List<String> specs = new ArrayList<>(List.of(":(top)"));
            nested.forEach(path -> specs.add(":(top,exclude,literal)" + path));
            git.require(
                    inFolder(folder, destination, index, "add", "-A", "--pathspec-from-file=-", "--pathspec-file-nul")
                            .input(GitObjects.nul(specs)));
            CommitId tree = new CommitId(git.line(inFolder(folder, destination, index, "write-tree")));
            Files.deleteIfExists(index);
            return tree;
        } catch (IOException e) {
            throw new GitException(Kind.DISK, index + ": " + e.getMessage(), e);
        }
    }

    private static GitCommand inFolder(Path folder, Path destination, Path index, String... words) {
        return GitCommand.writing(
                        folder,
                        "--git-dir=" + destination.toAbsolutePath().resolve(".git"),
                        "--work-tree=" + folder.toAbsolutePath())
                .plus(words)
                .setting("core.excludesFile=/dev/null")
                .setting("core.attributesFile=/dev/null")
                .setting("core.fileMode=true")
                .setting("core.safecrlf=false")
                .setting("advice.addEmbeddedRepo=false")
                .environment(Map.of("GIT_INDEX_FILE", index.toAbsolutePath().toString()));
    }

    private static List<RepoPath> nested(Path folder) throws GitException {
        try (var files = Files.walk(folder)) {
            return files.map(folder::relativize)
                    .filter(path -> path.endsWith(".git") && path.getNameCount() > 1)
                    .map(path -> new RepoPath(
                            path.subpath(0, path.getNameCount() - 1).toString()))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            throw new GitException(Kind.DISK, folder + " cannot be read: " + e.getMessage(), e);
        }
    }

    private void adopt(GitRepository repository, Path destination, Optional<CommitId> tip, CommitId commit)
            throws GitException, InterruptedException {
        if (tip.isPresent()) {
            repository.publisher().fastForward(MAIN, tip.get(), commit);
        } else {
            repository.refs().update(List.of(RefChange.create(MAIN.ref(), commit)), "harness: import");
            git.require(GitCommand.writing(destination, "reset", "-q", "--hard", commit.value()));
        }
        repository.refs().update(List.of(RefChange.set(IMPORTED, commit)), "harness: import");
    }

    /* What the folder's own .gitignore leaves out comes along as files, so that it can be carried into worktrees. */
    private void copyIgnored(Path folder, Path destination) throws GitException, InterruptedException {
        byte[] printed = git.require(inFolder(
                        folder,
                        destination,
                        destination.resolve(".git/index"),
                        "ls-files",
                        "-z",
                        "--others",
                        "--ignored",
                        "--exclude-standard"))
                .stdout();
        for (String path : NulText.split(printed)) {
            Path target = destination.resolve(path);
            try {
                if (!path.endsWith("/") && !Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(
                            folder.resolve(path),
                            target,
                            StandardCopyOption.COPY_ATTRIBUTES,
                            LinkOption.NOFOLLOW_LINKS);
                }
            } catch (IOException e) {
                throw new GitException(Kind.DISK, target + " cannot be written: " + e.getMessage(), e);
            }
        }
    }

    /** Clones a URL, or fetches into the clone that is there and moves its branch forward if nothing else moved it. */
    public Prepared cloneOf(String url, Path destination) throws GitException, InterruptedException {
        boolean fresh = !Files.exists(destination.resolve(".git/HEAD"));
        if (fresh) {
            cloneAfresh(url, destination);
        } else {
            git.require(GitCommand.writing(destination, "fetch", "-q", "--prune", "origin")
                    .timeout(CLONE_TIMEOUT));
        }
        GitRepository repository = GitRepository.discover(runner, environment, destination);
        List<String> notes = new ArrayList<>();
        State state = fresh ? State.CREATED : State.REUSED;
        CommitId head = repository.facts().requireHead();
        Optional<BranchName> branch = repository.facts().branch();
        Optional<CommitId> remote =
                branch.isEmpty() ? Optional.empty() : repository.refs().read("refs/remotes/origin/" + branch.get());
        if (remote.isPresent() && !remote.get().equals(head)) {
            if (repository.objects().isAncestor(head, remote.get())) {
                repository.publisher().fastForward(branch.get(), head, remote.get());
                state = State.UPDATED;
                head = remote.get();
            } else {
                notes.add("branch '" + branch.get() + "' of " + destination
                        + " has work that its remote does not have, and was left where it is");
            }
        }
        return new Prepared(GitRepository.discover(runner, environment, destination), head, state, notes);
    }

    private void cloneAfresh(String url, Path destination) throws GitException, InterruptedException {
        Path partial = destination.resolveSibling("." + destination.getFileName() + ".partial");
        try {
            FileTree.delete(partial);
            Files.createDirectories(partial);
            git.require(GitCommand.writing(partial, "clone", "-q", "--template=", "--", url, ".")
                    .timeout(CLONE_TIMEOUT));
            Files.move(partial, destination);
        } catch (IOException e) {
            throw new GitException(Kind.DISK, destination + " cannot be made: " + e.getMessage(), e);
        } finally {
            GitObjects.discard(partial);
        }
    }
}
