package dev.multistream.cli;

import dev.multistream.engine.Input;
import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import dev.multistream.run.Actor;
import dev.multistream.run.Review;
import dev.multistream.run.RunEvent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Inputs as one line of words for the control socket; free text is in Base64. */
final class ControlMessage {
    private ControlMessage() {}

    static String write(Input input) {
        if (input instanceof Input.Cancel cancel) {
            return "1 cancel " + cancel.atOnce() + " " + pack(cancel.by().name()) + " "
                    + pack(cancel.by().source());
        }
        if (input instanceof Input.Decided decided) {
            Review review = decided.review();
            return "1 review " + review.checkpoint() + " " + review.commit() + " " + review.approved() + " "
                    + pack(review.by().name()) + " " + pack(review.by().source()) + " "
                    + pack(review.comment().orElse(""));
        }
        throw new IllegalArgumentException("not for the socket: " + input);
    }

    /** Empty for a line that is none of ours. */
    static Optional<Input> read(String line) {
        String[] words = line.split(" ", -1);
        try {
            if (words.length == 5 && words[0].equals("1") && words[1].equals("cancel")) {
                Actor by = new Actor(unpack(words[3]), unpack(words[4]));
                return Optional.of(new Input.Cancel(by, Boolean.parseBoolean(words[2]), RunEvent.Cause.COMMAND));
            }
            if (words.length == 8 && words[0].equals("1") && words[1].equals("review")) {
                Optional<String> comment = Optional.of(unpack(words[7])).filter(text -> !text.isEmpty());
                return Optional.of(new Input.Decided(new Review(
                        new CheckpointName(words[2]),
                        new CommitId(words[3]),
                        Boolean.parseBoolean(words[4]),
                        new Actor(unpack(words[5]), unpack(words[6])),
                        comment)));
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String pack(String text) {
        return "=" + Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String unpack(String word) {
        return new String(Base64.getUrlDecoder().decode(word.substring(1)), StandardCharsets.UTF_8);
    }
}
