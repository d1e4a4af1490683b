package dev.multistream.cli;

import dev.multistream.engine.Inbox;
import dev.multistream.engine.Input;
import dev.multistream.run.Actor;
import dev.multistream.run.RunEvent;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/** Makes Ctrl-C and its kin a message for the loop: the first asks to stop, a second one stops at once. */
final class Signals {
    private static final List<String> NAMES = List.of("INT", "TERM", "HUP");

    private Signals() {}

    static void cancelOn(Inbox inbox, Actor actor, Terminal terminal) {
        AtomicInteger count = new AtomicInteger();
        for (String name : NAMES) {
            try {
                Signal.handle(new Signal(name), signal -> {
                    boolean again = count.incrementAndGet() > 1;
                    RunEvent.Cause cause =
                            signal.getName().equals("INT") ? RunEvent.Cause.INTERRUPT : RunEvent.Cause.TERMINATE;
                    terminal.say(
                            again ? "stopping at once" : "stopping; once more stops at once, harness resume goes on");
                    inbox.submit(new Input.Cancel(actor, again, cause));
                });
            } catch (IllegalArgumentException e) {
                // This system, or a Java started with -Xrs, keeps the signal for itself: then it ends the process.
                terminal.say("note: SIG" + name + " cannot be handled here");
            }
        }
    }
}
