package dev.multistream.gate;

import dev.multistream.process.ProcessLauncher;
import dev.multistream.process.ProcessSpec;
import dev.multistream.process.RunningProcess;
import dev.multistream.process.RunningProcess.Ended;
import dev.multistream.process.SpawnException;
import dev.multistream.run.Outcome;
import dev.multistream.run.Reason;
import dev.multistream.run.StepResult.GateTry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** Runs a gate's command once and says what its end means. */
final class GateCommand {
    /** EX_TEMPFAIL of sysexits.h: the command itself says that the world, not the work, is at fault. */
    static final int TEMPORARY = 75;

    private final ProcessLauncher launcher;
    private final InstantSource clock;
    private final GateRequest request;
    private final GateStop stop;

    GateCommand(ProcessLauncher launcher, InstantSource clock, GateRequest request, GateStop stop) {
        this.launcher = launcher;
        this.clock = clock;
        this.request = request;
        this.stop = stop;
    }

    /** Runs it to its end in a directory; a header, if any, is put into the log first. */
    Verdict run(Path directory, Optional<String> header) throws InterruptedException {
        if (stop.isAsked()) {
            return ended(List.of(), cancelled());
        }
        Instant from = clock.instant();
        try {
            if (header.isPresent()) {
                Files.writeString(
                        request.log(),
                        "--- " + header.get() + " ---\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            return judge(await(launcher.start(spec(directory))), Duration.between(from, clock.instant()));
        } catch (SpawnException e) {
            return didNotStart(e, Duration.between(from, clock.instant()));
        } catch (IOException e) {
            return ended(List.of(), Outcome.failed(Reason.DISK, "the log cannot be written: " + e));
        }
    }

    private ProcessSpec spec(Path directory) {
        return new ProcessSpec(
                request.argv(),
                directory,
                request.environment(),
                Optional.empty(),
                request.log(),
                request.masks(),
                request.mark());
    }

    private Ended await(RunningProcess process) throws InterruptedException {
        stop.watch(process);
        try {
            return process.await(request.timeout());
        } catch (InterruptedException e) {
            process.stop(true);
            throw e;
        } finally {
            stop.forget();
        }
    }

    private static Verdict didNotStart(SpawnException e, Duration took) {
        List<GateTry> tries = List.of(new GateTry(OptionalInt.empty(), took.toMillis(), false));
        String message = Wording.line(String.valueOf(e.getMessage()), 500);
        return e.isMissing()
                ? ended(tries, Outcome.failed(Reason.GATE_FAILED, "the gate's program is missing: " + message))
                : ended(tries, Outcome.failed(Reason.SPAWN, "the gate's program did not start: " + message));
    }

    private Verdict judge(Ended end, Duration took) {
        GateTry gateTry = new GateTry(end.exitCode(), took.toMillis(), end.timedOut());
        Outcome outcome = outcome(end, took);
        boolean repeatable = outcome instanceof Outcome.Failed failed && failed.reason() != Reason.SURVIVORS;
        List<String> findings = new ArrayList<>();
        if (outcome instanceof Outcome.Failed failed) {
            findings.add(failed.message());
        }
        if (end.strays() > 0) {
            findings.add((end.strays() == 1 ? "1 process" : end.strays() + " processes")
                    + " outlived the command and had to be ended");
        }
        return new Verdict(outcome, repeatable, List.of(gateTry), Optional.empty(), OptionalDouble.empty(), findings);
    }

    private Outcome outcome(Ended end, Duration took) {
        if (end.stopped() || stop.isAsked()) {
            return cancelled();
        }
        if (!end.survivors().isEmpty()) {
            return Outcome.failed(Reason.SURVIVORS, "processes of the gate could not be ended: " + end.survivors());
        }
        if (end.timedOut()) {
            String limit = request.timeout().map(Wording::duration).orElse("its time");
            return Outcome.failed(Reason.GATE_TIMEOUT, "timed out after " + limit);
        }
        int code = end.exitCode().orElse(-1);
        if (code == 0) {
            return Outcome.passed();
        }
        String after = " after " + Wording.duration(took);
        if (code == TEMPORARY) {
            return Outcome.failed(
                    Reason.TEMPORARY, "exit code 75" + after + ": the command says that the failure is temporary");
        }
        return Outcome.failed(Reason.GATE_FAILED, describe(code) + after + lastWords(code));
    }

    private static Outcome cancelled() {
        return new Outcome.Cancelled("stopped on request");
    }

    /** An exit code with what it means by convention of shells. */
    static String describe(int code) {
        if (code < 0) {
            return "no exit code";
        }
        return "exit code " + code
                + switch (code) {
                    case 126 -> " (command cannot be executed)";
                    case 127 -> " (command not found)";
                    case 129 -> " (signal HUP)";
                    case 130 -> " (signal INT)";
                    case 131 -> " (signal QUIT)";
                    case 134 -> " (signal ABRT)";
                    case 137 -> " (signal KILL, perhaps out of memory)";
                    case 139 -> " (signal SEGV)";
                    case 141 -> " (signal PIPE)";
                    case 143 -> " (signal TERM)";
                    default -> "";
                };
    }

    /** For a command that was not found: the shell's own sentence about it, the last line of the log. */
    private String lastWords(int code) {
        if (code != 126 && code != 127) {
            return "";
        }
        try (RandomAccessFile log = new RandomAccessFile(request.log().toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(log.length(), 1000)];
            log.seek(log.length() - tail.length);
            log.readFully(tail);
            String text = new String(tail, StandardCharsets.UTF_8).strip();
            String last = Wording.line(text.substring(text.lastIndexOf('\n') + 1), 200);
            return last.isEmpty() ? "" : ": " + last;
        } catch (IOException e) {
            // The log is a courtesy here; the exit code has been said.
            return "";
        }
    }

    private static Verdict ended(List<GateTry> tries, Outcome outcome) {
        List<String> findings = outcome instanceof Outcome.Failed failed ? List.of(failed.message()) : List.of();
        return new Verdict(outcome, false, tries, Optional.empty(), OptionalDouble.empty(), findings);
    }
}
