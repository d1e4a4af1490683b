package dev.multistream.config;

import dev.multistream.conflict.GlobSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A list of globs, as {@link GlobSet} understands them. */
record GlobsShape(ListShape<String> list) implements Shape<List<Found<String>>> {
    private static final Shape<String> GLOB = TextShape.of(
            "a glob such as src/**", "[^\\x00-\\x1f\\x7f]{1,1024}", "must be a glob of at most 1024 characters");

    GlobsShape(int least) {
        this(new ListShape<>("globs", GLOB, least));
    }

    @Override
    public Optional<Found<List<Found<String>>>> read(YamlNode node, String path, Reading reading) {
        return list.read(node, path, reading).map(found -> {
            List<Found<String>> good = new ArrayList<>();
            for (Found<String> glob : found.value()) {
                Optional<String> problem = GlobSet.problemOf(glob.value(), good.isEmpty());
                if (problem.isEmpty()) {
                    good.add(glob);
                } else {
                    reading.error(
                            glob.where(),
                            "value.glob",
                            Shape.quoted(glob.value()) + " is not a glob: " + problem.get(),
                            "");
                }
            }
            return new Found<>(good, found.where());
        });
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        return list.schema(defs);
    }

    @Override
    public boolean takes(YamlNode node) {
        return list.takes(node);
    }

    @Override
    public String expected() {
        return list.expected();
    }

    @Override
    public String kindHint(YamlNode node) {
        return list.kindHint(node);
    }
}
