package dev.multistream.agent;

import dev.multistream.agent.AgentEvent.Operation;
import dev.multistream.agent.Scenario.Step;
import dev.multistream.process.CommandRunner;
import dev.multistream.process.CommandTimeoutException;
import dev.multistream.process.SpawnException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * One performance of a scenario, in a worktree.
 *
 * <p>It calls git to commit, as any agent does: that is the agent's own doing, not harness', and knows nothing of how
 * harness keeps its repository.
 */
final class ScenarioPlay {
    private static final Duration GIT = Duration.ofMinutes(5);

    private final Path directory;
    private final Map<String, String> environment;
    private final PrintStream out;
    private final ScenarioEvents events;
    private final CommandRunner runner;
    private final Runnable ignoreTerm;

    /** @param ignoreTerm makes the process deaf to TERM from then on */
    ScenarioPlay(
            Path directory,
            Map<String, String> environment,
            PrintStream out,
            ScenarioEvents events,
            CommandRunner runner,
            Runnable ignoreTerm) {
        this.directory = directory;
        this.environment = environment;
        this.out = out;
        this.events = events;
        this.runner = runner;
        this.ignoreTerm = ignoreTerm;
    }

    /** A step could not be done, or was meant to fail. */
    private static final class Failure extends Exception {
        private static final long serialVersionUID = 1;
        private final int exit;

        Failure(int exit, String message) {
            super(message);
            this.exit = exit;
        }
    }

    /**
     * Plays every step until one fails.
     *
     * @return the exit code
     */
    int play(Scenario scenario) throws InterruptedException {
        for (Scenario.Line line : scenario.lines()) {
            try {
                play(line.step());
            } catch (Failure e) {
                out.println(scenario.name() + ":" + line.number() + ": " + e.getMessage());
                return e.exit;
            } catch (IOException e) {
                out.println(scenario.name() + ":" + line.number() + ": " + e);
                return 1;
            }
        }
        return 0;
    }

    private void play(Step step) throws Failure, IOException, InterruptedException {
        if (step instanceof Scenario.Print print) {
            out.println(print.text());
        } else if (step instanceof Scenario.Progress progress) {
            events.progress(progress);
        } else if (step instanceof Scenario.Ask ask) {
            out.println("? " + ask.question());
            events.asked(ask.question());
        } else if (step instanceof Scenario.Sleep sleep) {
            Thread.sleep(sleep.time().toMillis());
        } else if (step instanceof Scenario.WaitFor wait) {
            waitFor(wait);
        } else if (step instanceof Scenario.Fail fail) {
            throw new Failure(fail.exit(), fail.message().isEmpty() ? "fails as written" : fail.message());
        } else if (step instanceof Scenario.IgnoreTerm) {
            ignoreTerm.run();
        } else if (step instanceof Scenario.Commit commit) {
            commit(commit.message());
        } else if (step instanceof Scenario.Run run) {
            run(run);
        } else if (step instanceof Scenario.Grandchild grandchild) {
            leave(grandchild);
        } else {
            change(step);
        }
    }

    private void change(Step step) throws Failure, IOException {
        if (step instanceof Scenario.Write write) {
            write(write.path(), write.text());
        } else if (step instanceof Scenario.Cross cross) {
            out.println("writes " + cross.path() + ", which is not its own");
            write(cross.path(), cross.text());
        } else if (step instanceof Scenario.Append append) {
            append(append);
        } else if (step instanceof Scenario.Edit edit) {
            edit(edit);
        } else if (step instanceof Scenario.Delete delete) {
            if (Files.deleteIfExists(directory.resolve(delete.path()))) {
                events.modified(delete.path(), Operation.DELETED);
            }
        } else if (step instanceof Scenario.Rename rename) {
            rename(rename);
        } else {
            throw new IllegalStateException("no way to play " + step);
        }
    }

    private void write(String path, String text) throws IOException {
        Path file = withParents(path);
        Operation operation = Files.exists(file) ? Operation.MODIFIED : Operation.CREATED;
        Files.writeString(file, text);
        events.modified(path, operation);
    }

    private Path withParents(String path) throws IOException {
        Path file = directory.resolve(path);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        return file;
    }

    private void append(Scenario.Append append) throws IOException {
        Path file = withParents(append.path());
        boolean there = Files.exists(file);
        if (there && Files.readString(file).contains(append.text())) {
            return;
        }
        Files.writeString(file, append.text(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        events.modified(append.path(), there ? Operation.MODIFIED : Operation.CREATED);
    }

    private void edit(Scenario.Edit edit) throws Failure, IOException {
        Path file = directory.resolve(edit.path());
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new Failure(1, "there is no '" + edit.path() + "' to edit");
        }
        if (text.contains(edit.replace())) {
            Files.writeString(file, text.replace(edit.replace(), edit.with()));
            events.modified(edit.path(), Operation.MODIFIED);
        } else if (edit.with().isEmpty() || !text.contains(edit.with())) {
            throw new Failure(1, "'" + edit.path() + "' does not contain what is to be replaced: " + edit.replace());
        }
    }

    private void rename(Scenario.Rename rename) throws Failure, IOException {
        Path from = directory.resolve(rename.from());
        Path to = withParents(rename.to());
        if (Files.exists(from)) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
            events.modified(rename.from(), Operation.DELETED);
            events.modified(rename.to(), Operation.CREATED);
        } else if (!Files.exists(to)) {
            throw new Failure(1, "there is no '" + rename.from() + "' to rename");
        }
    }

    /** Looks with pauses from 5 to 100 ms: the file may lie anywhere, where no watch could be placed yet. */
    private void waitFor(Scenario.WaitFor wait) throws Failure, InterruptedException {
        Path file = directory.resolve(wait.file());
        long begin = System.nanoTime();
        long pause = Duration.ofMillis(5).toNanos();
        while (!Files.exists(file)) {
            if (System.nanoTime() - begin >= wait.timeout().toNanos()) {
                throw new Failure(1, "'" + wait.file() + "' was not there within " + wait.timeout());
            }
            LockSupport.parkNanos(pause);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            pause = Math.min(2 * pause, Duration.ofMillis(100).toNanos());
        }
    }

    private void run(Scenario.Run run) throws Failure, InterruptedException {
        CommandRunner.Captured result = call(run.argv(), environment, "", run.timeout());
        out.print(result.text());
        out.print(result.stderr());
        if (result.exitCode() != 0) {
            throw new Failure(1, "the command ended with exit code " + result.exitCode());
        }
    }

    private void leave(Scenario.Grandchild grandchild) throws Failure, InterruptedException {
        String seconds = Double.toString(grandchild.seconds());
        String script = "sleep \"$1\" </dev/null >/dev/null 2>&1 &";
        call(List.of("/bin/sh", "-c", script, "sh", seconds), environment, "", GIT);
        out.println("leaves a process behind");
    }

    private void commit(String message) throws Failure, InterruptedException {
        git("", "add", "--all");
        if (gitCode("diff", "--cached", "--quiet") == 0) {
            out.println("nothing to commit");
            return;
        }
        git(message, "-c", "commit.gpgsign=false", "commit", "--quiet", "--file=-");
        String commit = git("", "rev-parse", "HEAD").strip();
        out.println("commits: " + message.lines().findFirst().orElse(""));
        events.committed(message, commit);
    }

    private int gitCode(String... arguments) throws Failure, InterruptedException {
        return call(argv(arguments), withIdentity(), "", GIT).exitCode();
    }

    private String git(String input, String... arguments) throws Failure, InterruptedException {
        CommandRunner.Captured result = call(argv(arguments), withIdentity(), input, GIT);
        if (result.exitCode() != 0) {
            throw new Failure(
                    1,
                    "git " + String.join(" ", arguments) + " failed: "
                            + result.stderr().strip() + result.text().strip());
        }
        return result.text();
    }

    private static List<String> argv(String... arguments) {
        List<String> argv = new java.util.ArrayList<>(List.of("git"));
        argv.addAll(List.of(arguments));
        return argv;
    }

    /** The user's identity; where there is none, the agent's own name. */
    private Map<String, String> withIdentity() throws Failure, InterruptedException {
        boolean known = environment.containsKey("GIT_AUTHOR_EMAIL")
                || call(List.of("git", "config", "user.email"), environment, "", GIT)
                                .exitCode()
                        == 0;
        if (known) {
            return environment;
        }
        String name = environment.getOrDefault("AGENT_ID", "agent");
        Map<String, String> identified = new LinkedHashMap<>(environment);
        for (String who : List.of("AUTHOR", "COMMITTER")) {
            identified.put("GIT_" + who + "_NAME", name);
            identified.put("GIT_" + who + "_EMAIL", name + "@localhost");
        }
        return identified;
    }

    private CommandRunner.Captured call(
            List<String> argv, Map<String, String> variables, String input, Duration timeout)
            throws Failure, InterruptedException {
        try {
            return runner.run(argv, directory, variables, input.getBytes(StandardCharsets.UTF_8), timeout);
        } catch (SpawnException | CommandTimeoutException e) {
            throw new Failure(1, String.valueOf(e.getMessage()));
        }
    }
}
