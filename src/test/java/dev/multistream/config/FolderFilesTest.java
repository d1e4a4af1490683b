package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderFilesTest {
    @TempDir
    Path folder;

    @Test
    void a_text_file_is_read() throws IOException {
        Files.writeString(folder.resolve("task.md"), "do it");
        assertThat(new FolderFiles(folder).text("task.md", 100)).isEqualTo(new FilesBeside.Text("do it"));
        assertThat(new FolderFiles(folder).exists("task.md")).isTrue();
    }

    @Test
    void what_is_no_text_file_is_told_why() throws IOException {
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, 0});
        Files.writeString(folder.resolve("large"), "x".repeat(2049));
        Files.createDirectory(folder.resolve("directory"));
        FolderFiles files = new FolderFiles(folder);

        assertThat(files.text("binary", 100)).isEqualTo(new FilesBeside.Unusable("is not UTF-8 text"));
        assertThat(files.text("large", 2048)).isEqualTo(new FilesBeside.Unusable("is larger than 2 KiB"));
        assertThat(files.text("directory", 100)).isEqualTo(new FilesBeside.Unusable("is not a plain file"));
        assertThat(files.text("none", 100)).isEqualTo(new FilesBeside.Unusable("does not exist"));
        assertThat(files.text("a\u0000b", 100)).isEqualTo(new FilesBeside.Unusable("does not exist"));
        assertThat(files.exists("none")).isFalse();
    }
}
