package dev.multistream.git;

import dev.multistream.git.GitException.Kind;
import dev.multistream.process.CommandRunner;
import dev.multistream.process.CommandRunner.Captured;
import dev.multistream.process.CommandTimeoutException;
import dev.multistream.process.SpawnException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The git program as it is called here: no hooks, no editor, no prompt, no pager, nothing inherited that points at
 * another repository, always with a time-out.
 *
 * <p>A call that fails because another program holds a {@code .lock} file is repeated for a while. Thread-safe.
 */
final class GitProgram {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 500;
    private static final List<String> SETTINGS = List.of(
            "core.fsmonitor=false",
            "core.quotePath=false",
            "gc.auto=0",
            "maintenance.auto=false",
            "color.ui=false",
            "submodule.recurse=false",
            "log.showSignature=false",
            "i18n.logOutputEncoding=UTF-8",
            "merge.conflictStyle=merge",
            "advice.detachedHead=false");
    /** Everything else that begins with GIT_ may come from a hook that harness was started by. */
    private static final List<String> INHERITED = List.of(
            "GIT_SSH",
            "GIT_SSL_",
            "GIT_ASKPASS",
            "GIT_PROXY",
            "GIT_HTTP_",
            "GIT_EXEC_PATH",
            "GIT_ALLOW_PROTOCOL",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_CONFIG_COUNT",
            "GIT_CONFIG_KEY_",
            "GIT_CONFIG_VALUE_",
            "GIT_AUTHOR_NAME",
            "GIT_AUTHOR_EMAIL",
            "GIT_COMMITTER_NAME",
            "GIT_COMMITTER_EMAIL");

    private static final Pattern LOCK = Pattern.compile("'([^'\\n]*\\.lock)': File exists");
    private static final Pattern CONFIG_LOCK = Pattern.compile("could not lock config file ([^\\n]*): File exists");

    private final CommandRunner runner;
    private final Map<String, String> environment;

    /** @param environment what the user's own programs get */
    GitProgram(CommandRunner runner, Map<String, String> environment) {
        this.runner = runner;
        this.environment = hermetic(environment);
    }

    private static Map<String, String> hermetic(Map<String, String> given) {
        Map<String, String> clean = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            if (!name.startsWith("GIT_") || INHERITED.stream().anyMatch(name::startsWith)) {
                clean.put(name, value);
            }
        });
        clean.remove("LANGUAGE");
        clean.put("LC_ALL", "C.UTF-8");
        clean.put("GIT_TERMINAL_PROMPT", "0");
        clean.put("GIT_EDITOR", "true");
        clean.put("GIT_SEQUENCE_EDITOR", "true");
        clean.put("GIT_MERGE_AUTOEDIT", "no");
        return clean;
    }

    /** The environment variable's value, as git sees it. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name));
    }

    /** Runs it; any exit code is an answer. */
    Captured run(GitCommand command) throws GitException, InterruptedException {
        long pause = FIRST_PAUSE_MILLIS;
        long waited = 0;
        while (true) {
            Captured captured = once(command);
            Optional<String> lock = captured.exitCode() == 0 ? Optional.empty() : lockFile(captured.stderr());
            if (lock.isEmpty()) {
                return captured;
            }
            if (waited >= LOCK_WAIT.toMillis()) {
                throw new GitException(
                        Kind.LOCKED,
                        command.describe() + ": '" + lock.get() + "' has been there for " + LOCK_WAIT.toSeconds()
                                + " s; another git holds it, or one died: if none is running, remove the file",
                        captured.stderr());
            }
            Thread.sleep(pause);
            waited += pause;
            pause = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
    }

    /** Runs it and insists on exit code 0. */
    Captured require(GitCommand command) throws GitException, InterruptedException {
        Captured captured = run(command);
        if (captured.exitCode() != 0) {
            throw failure(command, captured);
        }
        return captured;
    }

    /** Runs it, insists on exit code 0, and answers what it printed without the last line break. */
    String line(GitCommand command) throws GitException, InterruptedException {
        String text = require(command).text();
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }

    /** A yes-or-no question: exit code 0 or 1. */
    boolean test(GitCommand command) throws GitException, InterruptedException {
        Captured captured = run(command);
        if (captured.exitCode() > 1) {
            throw failure(command, captured);
        }
        return captured.exitCode() == 0;
    }

    private Captured once(GitCommand command) throws GitException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of("git", "--no-pager"));
        List<String> settings = new ArrayList<>(SETTINGS);
        if (!command.hooks()) {
            settings.add("core.hooksPath=/dev/null");
        }
        settings.addAll(command.settings());
        settings.forEach(setting -> argv.addAll(List.of("-c", setting)));
        argv.addAll(command.words());
        Map<String, String> full = new LinkedHashMap<>(environment);
        if (command.reading()) {
            full.put("GIT_OPTIONAL_LOCKS", "0");
        }
        full.putAll(command.environment());
        try {
            return runner.run(argv, command.directory(), full, command.input(), command.timeout());
        } catch (SpawnException e) {
            throw e.isMissing()
                    ? new GitException(
                            Kind.PROGRAM,
                            "the program 'git' was not found; install git " + GitVersion.OLDEST + " or newer",
                            e)
                    : new GitException(
                            Kind.FAILED,
                            command.describe() + " could not be started in " + command.directory() + ": "
                                    + e.getMessage(),
                            e);
        } catch (CommandTimeoutException e) {
            throw new GitException(
                    Kind.TIMEOUT,
                    command.describe() + " in " + command.directory() + " did not end within "
                            + command.timeout().toSeconds() + " s and was stopped",
                    e);
        }
    }

    private static Optional<String> lockFile(String stderr) {
        Matcher lock = LOCK.matcher(stderr);
        if (lock.find()) {
            return Optional.of(lock.group(1));
        }
        Matcher config = CONFIG_LOCK.matcher(stderr);
        return config.find() ? Optional.of(config.group(1) + ".lock") : Optional.empty();
    }

    /** What a failed call means, in words and as a kind. */
    static GitException failure(GitCommand command, Captured captured) {
        String said = captured.stderr().strip();
        String message = command.describe() + " failed in " + command.directory() + " (exit code " + captured.exitCode()
                + "): " + (said.isEmpty() ? "git said nothing" : lastLines(said));
        return new GitException(kindOf(said), message, said);
    }

    private static Kind kindOf(String said) {
        if (said.contains("No space left on device")
                || said.contains("Disk quota exceeded")
                || said.contains("Read-only file system")) {
            return Kind.DISK;
        }
        if (said.contains("not a git repository") || said.contains("dubious ownership")) {
            return Kind.REPOSITORY;
        }
        if (said.contains("already checked out at") || said.contains("already used by worktree")) {
            return Kind.BRANCH_IN_USE;
        }
        if (said.contains("but expected")
                || said.contains("reference already exists")
                || said.contains("unable to resolve reference")) {
            return Kind.MOVED;
        }
        return Kind.FAILED;
    }

    private static String lastLines(String text) {
        String[] lines = text.split("\n");
        int from = Math.max(0, lines.length - 4);
        return String.join("; ", List.of(lines).subList(from, lines.length));
    }
}
