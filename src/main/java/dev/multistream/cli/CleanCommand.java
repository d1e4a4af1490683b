package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.PrivateRefs;
import dev.multistream.git.WorktreeEntry;
import dev.multistream.model.StreamSpec;
import dev.multistream.run.StepStatus;
import dev.multistream.store.DirectoryLock;
import dev.multistream.store.EntryCodec;
import dev.multistream.store.RunDirectory;
import dev.multistream.workspace.CleanPlan;
import dev.multistream.workspace.WorkspaceCleaner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code harness clean}: removes worktrees and branches that harness made and whose work is safe. */
final class CleanCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "clean",
                "remove worktrees and branches of finished streams; loses nothing",
                "[FILE]",
                1,
                List.of(
                        Option.flag("dry-run", "only say what would be done"),
                        Option.many("only", "STREAM", "only these streams"),
                        Option.flag("discard-branches", "also put away unmerged branches, kept under refs/harness/")),
                List.of(
                        "Removes only what harness made, and only when its work is merged or kept under a private ref.",
                        "Uncommitted changes are put under refs/harness/captured/ first. Says what it keeps, and why."),
                List.of("harness clean --dry-run", "harness clean"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Env env = invocation.env();
        Machine machine = Machine.local();
        ProjectFile file = ProjectFile.find(invocation.arguments().operand(0), env.workingDirectory());
        Project project = Project.open(file, java.util.Map.of(), env, machine);
        try (DirectoryLock lock = Locks.take(project.home())) {
            List<String> only = invocation.arguments().values("only");
            for (StreamSpec stream : project.spec().streams().values()) {
                if (only.isEmpty() || only.contains(stream.id().value())) {
                    clean(
                            invocation,
                            project,
                            Cleaning.candidate(project, machine, env, stream, newestRun(project.home())),
                            machine);
                }
            }
            if (!invocation.arguments().has("dry-run")) {
                removeOwn(project, invocation.terminal());
            }
        }
        return ExitCode.OK;
    }

    private static void clean(
            Invocation invocation, Project project, WorkspaceCleaner.Candidate candidate, Machine machine)
            throws GitException, InterruptedException {
        WorkspaceCleaner cleaner = new WorkspaceCleaner(project.git(), machine.launcher(), Runnable::run);
        Terminal terminal = invocation.terminal();
        if (invocation.arguments().has("dry-run")) {
            CleanPlan.of(List.of(cleaner.look(candidate)))
                    .decisions()
                    .forEach(decision -> say(terminal, decision, false));
            return;
        }
        if (invocation.arguments().has("discard-branches")) {
            Discard.keep(project, candidate);
        }
        for (WorkspaceCleaner.Cleaned cleaned : cleaner.clean(candidate)) {
            say(terminal, cleaned.decision(), true);
            cleaned.notes().forEach(note -> terminal.say("  " + note));
            cleaned.captured().ifPresent(kept -> terminal.say("  kept under " + kept.ref()));
        }
    }

    private static Optional<dev.multistream.model.RunId> newestRun(Path home) {
        return RunDirectory.newest(home).map(RunDirectory::id);
    }

    private static void say(Terminal terminal, CleanPlan.Decision decision, boolean done) {
        String verb = switch (decision.action()) {
            case KEEP -> "kept:   ";
            case REMOVE, CAPTURE_AND_REMOVE -> done ? "removed:" : "would remove:";
        };
        terminal.say(verb + " " + decision.subject().name().toLowerCase(java.util.Locale.ROOT) + " " + decision.what()
                + " (" + decision.why() + ")");
    }

    /** Harness's own worktrees hold nothing of anybody's, but for one in which a person resolves a merge. */
    private static void removeOwn(Project project, Terminal terminal) throws Exception {
        Path root = project.git()
                .facts()
                .root()
                .resolve(project.spec().workspace().directory())
                .normalize();
        boolean waits = waits(project.home());
        List<WorktreeEntry> own = new ArrayList<>(project.git().worktrees().list());
        own.removeIf(entry -> !entry.path().startsWith(root)
                || !entry.path().getFileName().toString().startsWith("_"));
        for (WorktreeEntry entry : own) {
            boolean resolving = entry.path().getFileName().toString().startsWith("_resolve-");
            if (resolving && waits) {
                terminal.say("kept:    worktree " + entry.path() + " (a merge waits there to be resolved)");
            } else {
                removeQuietly(project, entry, terminal);
            }
        }
    }

    private static void removeQuietly(Project project, WorktreeEntry entry, Terminal terminal)
            throws InterruptedException {
        try {
            if (entry.path().getFileName().toString().startsWith("_resolve-")) {
                project.git()
                        .worktree(entry.path())
                        .capture(PrivateRefs.ROOT + "captured/clean/resolve/", "a resolution that was not used")
                        .ifPresent(kept -> terminal.say("kept:    what was resolved there, under " + kept.ref()));
            }
            project.git().integration(entry.path()).remove();
            terminal.say("removed: worktree " + entry.path() + " (harness's own)");
        } catch (GitException e) {
            terminal.say("kept:    worktree " + entry.path() + " (" + e.getMessage() + ")");
        }
    }

    /** Whether any run has a merge that waits to be resolved; one that cannot be read may have. */
    private static boolean waits(Path home) {
        for (RunDirectory run : RunDirectory.all(home)) {
            try {
                boolean waiting = RunSession.PastRun.load(run, new EntryCodec()).state().steps().values().stream()
                        .anyMatch(step -> step.status() == StepStatus.WAITING);
                if (waiting) {
                    return true;
                }
            } catch (java.io.IOException | RuntimeException e) {
                return true;
            }
        }
        return false;
    }
}
