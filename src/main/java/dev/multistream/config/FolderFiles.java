package dev.multistream.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The files of one folder of this machine. */
public record FolderFiles(Path folder) implements FilesBeside {
    @Override
    public boolean exists(String path) {
        return resolve(path).filter(Files::exists).isPresent();
    }

    @Override
    public Look text(String path, int maxBytes) {
        Optional<Path> file = resolve(path);
        // Only plain files: a pipe or a device would be waited for.
        if (file.isEmpty() || !Files.exists(file.get())) {
            return new Unusable("does not exist");
        }
        if (!Files.isRegularFile(file.get())) {
            return new Unusable("is not a plain file");
        }
        try (InputStream in = Files.newInputStream(file.get())) {
            byte[] bytes = in.readNBytes(maxBytes + 1);
            if (bytes.length > maxBytes) {
                return new Unusable("is larger than " + maxBytes / 1024 + " KiB");
            }
            Utf8Text decoded = Utf8Text.decode(bytes);
            return decoded.wrongByte().isPresent() ? new Unusable("is not UTF-8 text") : new Text(decoded.text());
        } catch (IOException failure) {
            return new Unusable("cannot be read");
        }
    }

    private Optional<Path> resolve(String path) {
        try {
            return Optional.of(folder.resolve(path));
        } catch (InvalidPathException notAPath) {
            return Optional.empty();
        }
    }
}
