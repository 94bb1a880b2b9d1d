package com.skyflow.loader.extractor.csv;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.List;

/** What tells a changed file: size, time of modification and both ends of each, and which of their columns are read. */
final class Fingerprint {
    private static final int END = 64 * 1024;

    private final MessageDigest content = Stretch.sha256();
    private final MessageDigest salt = Stretch.sha256();

    private Fingerprint() {}

    /** @throws CsvProblem if one cannot be read */
    static String of(List<CsvFile> files) {
        Fingerprint fingerprint = new Fingerprint();
        files.forEach(fingerprint::add);
        return Stretch.of(fingerprint.content.digest(), fingerprint.salt.digest());
    }

    private void add(CsvFile file) {
        file.check();
        file.columns().forEach(this::add);
        try (FileChannel channel = FileChannel.open(file.path())) {
            long size = channel.size();
            long modified = Files.getLastModifiedTime(file.path()).toMillis();
            ByteBuffer outside =
                    ByteBuffer.allocate(2 * Long.BYTES).putLong(size).putLong(modified);
            salt.update(outside.array());
            content.update(outside.array());
            addBlock(channel, 0);
            addBlock(channel, Math.max(0, size - END));
        } catch (IOException e) {
            throw CsvProblem.unreadable(file.name(), e);
        }
    }

    private void add(String column) {
        byte[] name = column.getBytes(StandardCharsets.UTF_8);
        content.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, name.length));
        content.update(name);
    }

    private void addBlock(FileChannel channel, long position) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(END);
        while (block.hasRemaining() && channel.read(block, position + block.position()) >= 0) {}
        content.update(block.flip());
    }
}
