package dev.multistream.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a file declares, by name, however much of it could be read. */
record Declared(
        Fields root,
        Map<String, Named<Fields>> agents,
        Map<String, Named<Fields>> streams,
        Map<String, Named<Fields>> gates,
        Map<String, Named<Fields>> checkpoints) {

    static Declared of(Fields root) {
        return new Declared(
                root,
                byName(root.entries(RootLanguage.AGENTS)),
                byName(root.entries(RootLanguage.STREAMS)),
                byName(root.entries(RootLanguage.GATES)),
                byName(root.entries(RootLanguage.CHECKPOINTS)));
    }

    static Map<String, Named<Fields>> byName(List<Named<Fields>> entries) {
        Map<String, Named<Fields>> map = new LinkedHashMap<>();
        entries.forEach(entry -> map.put(entry.name(), entry));
        return map;
    }

    /** One declared thing that could be read. */
    record Item(String name, Where where, Fields fields) {
        <T> List<Found<T>> items(Key<List<Found<T>>> key) {
            return fields.items(key);
        }
    }

    static List<Item> items(Map<String, Named<Fields>> map) {
        List<Item> items = new ArrayList<>();
        map.values()
                .forEach(entry -> entry.value()
                        .ifPresent(found -> items.add(new Item(entry.name(), entry.where(), found.value()))));
        return items;
    }

    List<Item> streamItems() {
        return items(streams);
    }

    List<Item> checkpointItems() {
        return items(checkpoints);
    }

    /** The members of a stream's team; for {@code agent: x} none are written. */
    static List<Item> members(Item stream) {
        return items(byName(stream.fields().entries(StreamLanguage.AGENTS)));
    }

    /** The programs that a stream's team uses, with the places where they are named. */
    static List<Found<String>> programs(Item stream) {
        List<Found<String>> programs = new ArrayList<>();
        stream.fields().find(StreamLanguage.AGENT).ifPresent(programs::add);
        members(stream)
                .forEach(member -> member.fields().find(AgentLanguage.USES).ifPresent(programs::add));
        return programs;
    }

    static Optional<String> role(Item member) {
        return member.fields().value(AgentLanguage.MEMBER_ROLE);
    }
}
