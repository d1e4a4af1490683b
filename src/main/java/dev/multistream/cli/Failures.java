package dev.multistream.cli;

import dev.multistream.git.GitException;
import dev.multistream.run.JournalException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Turns what nobody expected into a numbered chain of causes and an exit code. */
final class Failures {
    private Failures() {}

    static int report(Throwable failure, Terminal terminal) {
        boolean world = isWorld(failure);
        terminal.say("harness: " + (world ? "" : "this is a bug in harness: ") + text(failure));
        int number = 1;
        for (Throwable cause = failure.getCause(); cause != null && number < 10; cause = cause.getCause()) {
            terminal.say("  " + number++ + ": " + text(cause));
        }
        if (!world) {
            for (StackTraceElement frame : failure.getStackTrace()) {
                terminal.say("    at " + frame);
            }
        }
        return world ? ExitCode.INFRASTRUCTURE : ExitCode.BUG;
    }

    private static boolean isWorld(Throwable failure) {
        return failure instanceof IOException
                || failure instanceof UncheckedIOException
                || failure instanceof GitException
                || failure instanceof JournalException;
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return Visible.text(message == null ? failure.getClass().getSimpleName() : message);
    }
}
