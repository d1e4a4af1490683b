package dev.multistream.agent;

import dev.multistream.model.Problem;
import dev.multistream.process.Graces;
import dev.multistream.process.LocalCommandRunner;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The program that plays scenarios: {@code java … ScenarioPlayer FILE}, in the worktree, with an agent's environment.
 *
 * <p>A program of its own, not a part of harness that runs in harness' process; therefore it is the one class beside
 * the command line's that prints, reads the environment and ends the JVM.
 */
public final class ScenarioPlayer {
    private static final int UNREADABLE = 2;

    private ScenarioPlayer() {}

    /** Plays the scenario named by the only argument; ends with its exit code, or with 2 when it cannot be read. */
    public static void main(String[] args) throws InterruptedException {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        int code = args.length == 1 ? play(Path.of(args[0]), System.getenv(), out) : usage(out);
        out.flush();
        // Not exit(): the hook that makes it deaf to TERM never ends.
        Runtime.getRuntime().halt(code);
    }

    private static int usage(PrintStream out) {
        out.println("usage: ScenarioPlayer FILE");
        return UNREADABLE;
    }

    private static int play(Path file, Map<String, String> environment, PrintStream out) throws InterruptedException {
        Scenario.Reading reading;
        try {
            reading = Scenario.read(Files.readAllBytes(file), file.getFileName() + "");
        } catch (IOException e) {
            out.println("the scenario " + file + " cannot be read: " + e);
            return UNREADABLE;
        }
        if (reading.scenario().isEmpty()) {
            for (Problem problem : reading.problems()) {
                String place = problem.place().map(at -> at + ": ").orElse("");
                String hint = problem.hint().map(text -> " (" + text + ")").orElse("");
                out.println(place + "error: " + problem.message() + hint);
            }
            return UNREADABLE;
        }
        ScenarioPlay play = new ScenarioPlay(
                Path.of("").toAbsolutePath(),
                environment,
                out,
                new ScenarioEvents(Optional.ofNullable(environment.get(EventCodec.VARIABLE))
                        .map(Path::of)),
                (argv, directory, variables, input, timeout) ->
                        new LocalCommandRunner(Graces.DEFAULT).run(argv, directory, variables, input, timeout),
                ScenarioPlayer::ignoreTerm);
        return play.play(reading.scenario().get());
    }

    /** On TERM the JVM runs its hooks while all other threads go on; one that never ends keeps it from ending. */
    private static void ignoreTerm() {
        Thread deaf = new Thread(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Runtime.getRuntime().addShutdownHook(deaf);
    }
}
