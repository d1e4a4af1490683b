package dev.multistream.config;

import dev.multistream.model.Template;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** An {@code env} mapping: names of environment variables to templates. */
record EnvShape(MapShape<Template> map) implements Shape<List<Named<Template>>> {
    private static final Pattern NAME =
            Pattern.compile("(?!(?:STREAM_ID|AGENT_ID)$)(?!HARNESS_)[A-Za-z_][A-Za-z0-9_]*");
    private static final String RULE = "must match [A-Za-z_][A-Za-z0-9_]* and not be STREAM_ID, AGENT_ID or HARNESS_…,"
            + " which harness sets itself";

    static EnvShape of(Use use) {
        Shape<Template> value = new TemplateShape("a text", use, true, true);
        return new EnvShape(new MapShape<>("variable", NAME, RULE, value, 0));
    }

    @Override
    public Optional<Found<List<Named<Template>>>> read(YamlNode node, String path, Reading reading) {
        Optional<Found<List<Named<Template>>>> found = map.read(node, path, reading);
        found.ifPresent(entries -> entries.value()
                .forEach(entry -> entry.value()
                        .ifPresent(value ->
                                reading.met(new Reading.EnvValue(entry.name(), value.value(), value.where())))));
        return found;
    }

    @Override
    public Map<String, Object> schema(Map<String, Object> defs) {
        return map.schema(defs);
    }

    @Override
    public boolean takes(YamlNode node) {
        return map.takes(node);
    }

    @Override
    public String expected() {
        return "a mapping of variables, such as { NODE_ENV: test }";
    }
}
