package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.git.GitRepository;
import dev.multistream.git.RepositoryFacts;
import dev.multistream.git.WorktreeEntry;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalProcessLauncher;
import dev.multistream.store.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code harness doctor}: looks whether harness can work here. */
final class DoctorCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "doctor",
                "look whether harness can work here, and say what is missing",
                "",
                0,
                List.of(),
                List.of("Changes nothing. Ends with 6 when something that is needed is missing."),
                List.of("harness doctor"));
    }

    /** Says its findings and counts the bad ones. */
    private static final class Findings {
        private final Terminal terminal;
        private int bad;

        Findings(Terminal terminal) {
            this.terminal = terminal;
        }

        void good(String what, String found) {
            terminal.print("ok    " + what + ": " + Visible.text(found));
        }

        void note(String what, String found) {
            terminal.print("note  " + what + ": " + Visible.text(found));
        }

        void bad(String what, String found) {
            bad++;
            terminal.print("FAIL  " + what + ": " + Visible.text(found));
        }
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Env env = invocation.env();
        Findings findings = new Findings(invocation.terminal());
        findings.good("harness", Main.VERSION);
        findings.good("java", System.getProperty("java.version") + " in " + System.getProperty("java.home"));
        findings.good("processes", new LocalProcessLauncher(Graces.DEFAULT).isolation());
        Optional<GitRepository> git = repository(env, findings);
        if (git.isPresent()) {
            look(git.get(), findings);
        }
        Optional<ProjectFile> file = ProjectFile.findAbove(env.workingDirectory());
        if (file.isEmpty()) {
            findings.note("harness.yaml", "none here or above; harness init writes one");
        } else {
            look(file.get(), findings);
        }
        invocation.terminal().print(findings.bad == 0 ? "all well" : findings.bad + " to be mended");
        return findings.bad == 0 ? ExitCode.OK : ExitCode.INFRASTRUCTURE;
    }

    private static Optional<GitRepository> repository(Env env, Findings findings) throws InterruptedException {
        try {
            GitRepository git =
                    GitRepository.discover(Machine.local().runner(), env.variables(), env.workingDirectory());
            findings.good("git", git.facts().version().toString());
            return Optional.of(git);
        } catch (GitException e) {
            if (e.kind() == GitException.Kind.REPOSITORY) {
                findings.note("repository", String.valueOf(e.getMessage()));
            } else {
                findings.bad("git", String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }
    }

    private static void look(GitRepository git, Findings findings) throws Exception {
        RepositoryFacts facts = git.facts();
        findings.good("repository", facts.root().toString());
        if (facts.head().isEmpty()) {
            findings.bad("commit", "the repository has no commit yet");
        }
        if (facts.shallow()) {
            findings.note("history", "shallow; merges may lack what they need: git fetch --unshallow");
        }
        if (!git.identity().configured()) {
            findings.note("identity", "git knows no user.name; harness commits as harness <harness@localhost>");
        }
        for (WorktreeEntry entry : git.worktrees().list()) {
            if (!Files.isDirectory(entry.path())) {
                findings.note("worktree", entry.path() + " is registered and gone; git worktree prune");
            }
        }
        Path home = RunDirectory.home(facts.commonDirectory());
        long free = Files.getFileStore(facts.commonDirectory()).getUsableSpace() >> 20;
        if (free < 1024) {
            findings.bad("disk", free + " MiB are free");
        } else {
            findings.good("disk", (free >> 10) + " GiB are free");
        }
        List<RunDirectory> runs = RunDirectory.all(home);
        findings.good("runs", runs.size() + (Locks.isHeld(home) ? ", one is going on" : ""));
    }

    private static void look(ProjectFile file, Findings findings) throws Exception {
        try {
            file.read(java.util.Map.of(), Optional.empty());
            findings.good("harness.yaml", file.shown() + " is valid");
        } catch (ProblemsFound e) {
            findings.bad("harness.yaml", e.problems().size() + " problems; harness validate shows them");
        }
    }
}
