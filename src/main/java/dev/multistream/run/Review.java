package dev.multistream.run;

import dev.multistream.model.CheckpointName;
import dev.multistream.model.CommitId;
import java.util.Optional;

/** A person's decision about one exact merged commit of a checkpoint. */
public record Review(
        CheckpointName checkpoint, CommitId commit, boolean approved, Actor by, Optional<String> comment) {}
