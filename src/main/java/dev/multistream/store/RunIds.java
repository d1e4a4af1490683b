package dev.multistream.store;

import dev.multistream.model.RunId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/** Makes run ids that sort by time and can be said aloud. */
public final class RunIds {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd-HHmm", Locale.ROOT);
    private static final List<String> HOW = List.of(
            "agile", "amber", "bold", "brave", "brisk", "calm", "clear", "crisp", "deft", "eager", "early", "fair",
            "fine", "fleet", "fresh", "gentle", "glad", "grand", "keen", "kind", "lively", "lucky", "mellow", "merry",
            "mild", "neat", "nimble", "noble", "plain", "prime", "proud", "quick", "quiet", "rapid", "ready", "sharp",
            "silver", "smart", "snug", "solid", "steady", "still", "sunny", "swift", "tidy", "true", "vivid", "warm",
            "wise", "young");
    private static final List<String> WHO = List.of(
            "badger", "bear", "beaver", "bison", "crane", "curlew", "deer", "dove", "eagle", "egret", "falcon",
            "ferret", "finch", "fox", "gecko", "goose", "hare", "hawk", "heron", "ibex", "jay", "kite", "lark", "lion",
            "lynx", "marten", "mole", "moose", "newt", "orca", "osprey", "otter", "owl", "panda", "plover", "puffin",
            "raven", "robin", "seal", "shrew", "sparrow", "stork", "swan", "tern", "tiger", "toad", "vole", "whale",
            "wolf", "wren");

    private RunIds() {}

    /** A new id that no run below {@code home} has. */
    public static RunId next(Path home, Instant now, ZoneId zone, RandomGenerator random) {
        String stamp = STAMP.format(now.atZone(zone));
        while (true) {
            String name = stamp + "-" + HOW.get(random.nextInt(HOW.size())) + "-" + WHO.get(random.nextInt(WHO.size()));
            RunId id = new RunId(name);
            if (!Files.exists(RunDirectory.of(home, id).path())) {
                return id;
            }
        }
    }
}
