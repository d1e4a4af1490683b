package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.git.RepositoryFacts.ObjectFormat;
import dev.multistream.model.BranchName;
import dev.multistream.model.CommitId;
import dev.multistream.process.CommandRunner;
import dev.multistream.process.CommandRunner.Captured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One git repository: the door to its objects, refs, history, worktrees, merges and publications.
 *
 * <p>The git program does everything that changes something. Changes happen one after another per instance, so a process
 * opens a repository once. Thread-safe. All methods of all parts throw {@link GitException} when git cannot do what was
 * asked, and {@link InterruptedException} when the thread was interrupted; then what was half made is taken back.
 */
public final class GitRepository {
    private final RepositoryContext context;
    private final GitObjects objects;
    private final GitRefs refs;
    private final GitHistory history;
    private final GitWorktrees worktrees;

    private GitRepository(RepositoryContext context) {
        this.context = context;
        this.objects = new GitObjects(context);
        this.refs = new GitRefs(context);
        this.history = new GitHistory(context);
        this.worktrees = new GitWorktrees(context, refs);
    }

    /**
     * Opens the repository that a directory belongs to.
     *
     * @param environment what the user's own programs get; variables that point git elsewhere are dropped
     * @throws GitException of kind PROGRAM, VERSION or REPOSITORY
     */
    public static GitRepository discover(CommandRunner runner, Map<String, String> environment, Path directory)
            throws GitException, InterruptedException {
        GitProgram git = new GitProgram(runner, environment);
        Path start = directory.toAbsolutePath().normalize();
        if (!Files.isDirectory(start)) {
            throw new GitException(Kind.REPOSITORY, "there is no directory " + start);
        }
        GitVersion version = requireVersion(git, start);
        String flags = git.line(GitCommand.reading(
                start, "rev-parse", "--is-bare-repository", "--is-shallow-repository", "--show-object-format"));
        String[] answers = flags.split("\n", -1);
        boolean bare = answers[0].equals("true");
        Path common = Path.of(
                        git.line(GitCommand.reading(start, "rev-parse", "--path-format=absolute", "--git-common-dir")))
                .normalize();
        Optional<Path> here = bare ? Optional.empty() : topLevel(git, start);
        RepositoryFacts facts = new RepositoryFacts(
                common,
                mainWorktree(git, common, here),
                here,
                version,
                answers[2].equals("sha256") ? ObjectFormat.SHA256 : ObjectFormat.SHA1,
                answers[1].equals("true"),
                branch(git, start),
                head(git, start));
        return new GitRepository(new RepositoryContext(git, facts, new MutationLock()));
    }

    private static GitVersion requireVersion(GitProgram git, Path directory) throws GitException, InterruptedException {
        String printed = git.line(GitCommand.reading(directory, "--version"));
        GitVersion version = GitVersion.parse(printed)
                .orElseThrow(() -> new GitException(
                        Kind.VERSION,
                        "'git --version' says '" + printed + "', which is no version that is understood"));
        if (!version.isEnough()) {
            throw new GitException(
                    Kind.VERSION,
                    "git " + version + " is too old; harness needs git " + GitVersion.OLDEST
                            + " or newer: upgrade git");
        }
        return version;
    }

    private static Optional<Path> topLevel(GitProgram git, Path start) throws GitException, InterruptedException {
        Captured captured = git.run(GitCommand.reading(start, "rev-parse", "--show-toplevel"));
        String text = captured.text();
        return captured.exitCode() == 0 && text.length() > 1
                ? Optional.of(Path.of(text.substring(0, text.length() - 1)))
                : Optional.empty();
    }

    private static Optional<Path> mainWorktree(GitProgram git, Path common, Optional<Path> here)
            throws GitException, InterruptedException {
        if (here.isPresent() && Files.isDirectory(here.get().resolve(".git"))) {
            return here;
        }
        List<WorktreeEntry> entries = WorktreeEntry.parse(
                git.require(GitCommand.reading(common, "--git-dir=" + common, "worktree", "list", "--porcelain", "-z"))
                        .stdout());
        return entries.stream()
                .findFirst()
                .filter(first -> !first.bare())
                .map(WorktreeEntry::path)
                .filter(path -> Files.exists(path.resolve(".git")))
                .or(() -> here.filter(path -> !isLinked(common, path)));
    }

    private static boolean isLinked(Path common, Path worktree) {
        return AdminDirectories.of(common).forWorktree(worktree).isPresent();
    }

    private static Optional<BranchName> branch(GitProgram git, Path start) throws GitException, InterruptedException {
        Captured captured = git.run(GitCommand.reading(start, "symbolic-ref", "-q", "HEAD"));
        String ref = captured.text().strip();
        return captured.exitCode() == 0 && ref.startsWith("refs/heads/")
                ? Optional.of(ref.substring("refs/heads/".length()))
                        .filter(BranchName::isValid)
                        .map(BranchName::new)
                : Optional.empty();
    }

    private static Optional<CommitId> head(GitProgram git, Path start) throws GitException, InterruptedException {
        Captured captured = git.run(GitCommand.reading(start, "rev-parse", "-q", "--verify", "HEAD^{commit}"));
        return captured.exitCode() == 0
                ? Optional.of(new CommitId(captured.text().strip()))
                : Optional.empty();
    }

    public RepositoryFacts facts() {
        return context.facts();
    }

    public GitObjects objects() {
        return objects;
    }

    public GitRefs refs() {
        return refs;
    }

    public GitHistory history() {
        return history;
    }

    public GitWorktrees worktrees() {
        return worktrees;
    }

    /** A checked-out worktree of this repository, to look at and to commit in. */
    public GitWorktree worktree(Path path) throws GitException, InterruptedException {
        return GitWorktree.open(context, refs, path);
    }

    /** Merges in which only attributes of the repository itself count, none of any tree. */
    public MergeSimulator merges() {
        return new MergeSimulator(context, objects, Optional.empty());
    }

    /** Merges in which the attributes of that worktree's checked-out commit count: the target's. */
    public MergeSimulator merges(IntegrationWorktree trusted) {
        return new MergeSimulator(context, objects, Optional.of(trusted.path()));
    }

    /** The worktree of harness's own that merges and checkpoint gates happen in; made when first used. */
    public IntegrationWorktree integration(Path path) {
        return new IntegrationWorktree(context, worktrees, path);
    }

    /** A merge that a person resolves, in a worktree at that place. */
    public HumanMerge humanMerge(Path path) {
        return new HumanMerge(context, worktrees(), objects(), path);
    }

    public Publisher publisher() {
        return new Publisher(context, this);
    }

    public Excludes excludes() {
        return new Excludes(context);
    }

    /** The user's name and address, else harness's. */
    public GitIdentity identity() throws GitException, InterruptedException {
        Captured captured =
                context.git().run(context.reading("config", "-z", "--get-regexp", "^(user|author)\\.(name|email)$"));
        Map<String, String> values = new LinkedHashMap<>();
        for (String entry : NulText.split(captured.stdout())) {
            int end = entry.indexOf('\n');
            if (end > 0) {
                values.put(entry.substring(0, end), entry.substring(end + 1));
            }
        }
        Optional<String> name = context.git()
                .variable("GIT_AUTHOR_NAME")
                .or(() -> Optional.ofNullable(values.get("author.name")))
                .or(() -> Optional.ofNullable(values.get("user.name")))
                .filter(text -> !text.isBlank());
        Optional<String> email = context.git()
                .variable("GIT_AUTHOR_EMAIL")
                .or(() -> Optional.ofNullable(values.get("author.email")))
                .or(() -> Optional.ofNullable(values.get("user.email")))
                .filter(text -> !text.isBlank());
        return name.isPresent() && email.isPresent()
                ? new GitIdentity(name.get(), email.get(), true)
                : GitIdentity.HARNESS;
    }
}
