package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.StreamSpec.Task;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the task texts, from the file itself or from files beside it, and looks for the other files that it names. */
final class Tasks {
    private static final int MAX_TASK_BYTES = 1 << 20;

    private final Declared declared;
    private final FilesBeside files;
    private final Inputs inputs;
    private final Reading reading;

    Tasks(Declared declared, FilesBeside files, Inputs inputs, Reading reading) {
        this.declared = declared;
        this.files = files;
        this.inputs = inputs;
        this.reading = reading;
    }

    /** The task of every stream that has a readable one. */
    Map<String, Task> read() {
        Map<String, Task> tasks = new HashMap<>();
        for (Item stream : declared.streamItems()) {
            task(stream).ifPresent(task -> tasks.put(stream.name(), task));
            stream.items(StreamLanguage.ATTACHMENTS).forEach(file -> require(file, "attachment"));
        }
        for (Item agent : Declared.items(declared.agents())) {
            agent.fields().find(AgentLanguage.SCRIPT).ifPresent(file -> require(file, "scenario"));
        }
        return tasks;
    }

    private Optional<Task> task(Item stream) {
        Optional<StreamLanguage.TaskSource> source = stream.fields().value(StreamLanguage.TASK);
        if (source.isEmpty()) {
            return Optional.empty();
        }
        if (source.get().text().isPresent()) {
            return source.get().text().map(text -> new Task(inputs.text(text), Optional.empty()));
        }
        return source.get().file().flatMap(this::fromFile);
    }

    private Optional<Task> fromFile(Found<String> file) {
        FilesBeside.Look look = files.text(file.value(), MAX_TASK_BYTES);
        if (look instanceof FilesBeside.Text found) {
            if (!found.text().isBlank()) {
                return Optional.of(new Task(found.text(), Optional.of(file.value())));
            }
            look = new FilesBeside.Unusable("is empty");
        }
        String why = look instanceof FilesBeside.Unusable unusable ? unusable.why() : "";
        reading.error(
                file.where(),
                "file.unusable",
                "the task file " + Shape.quoted(file.value()) + " " + why,
                "paths are relative to this file");
        return Optional.empty();
    }

    private void require(Found<String> file, String what) {
        if (!files.exists(file.value())) {
            reading.error(
                    file.where(),
                    "file.missing",
                    "the " + what + " " + Shape.quoted(file.value()) + " does not exist",
                    "paths are relative to this file");
        }
    }
}
