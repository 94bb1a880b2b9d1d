package com.skyflow.loader.vault.http;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A file in PEM (RFC 7468). What stands between its blocks is left alone, and no message quotes what is in them.
 *
 * @param setting the setting that names it
 * @param blocks what it holds, in its order
 */
record Pem(String setting, Path file, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----\\s([A-Za-z0-9+/=\\s]*)-----END \\1-----");

    /** One block. */
    record Block(String label, byte[] der) {}

    /**
     * Reads a file.
     *
     * @throws LoaderException if it is not there or cannot be read
     */
    static Pem read(String setting, Path file, String expected) {
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return new Pem(
                    setting, file, BLOCK.matcher(text).results().map(Pem::block).toList());
        } catch (NoSuchFileException e) {
            throw refusal(setting, "there is no file " + file, expected);
        } catch (IOException e) {
            throw refusal(setting, file + " cannot be read", expected);
        } catch (IllegalArgumentException e) {
            throw refusal(setting, file + " holds a block that is no Base64", expected);
        }
    }

    private static Block block(MatchResult block) {
        return new Block(block.group(1), Base64.getMimeDecoder().decode(block.group(2)));
    }

    /** The blocks with a label. */
    List<byte[]> all(String label) {
        return blocks.stream()
                .filter(block -> block.label().equals(label))
                .map(Block::der)
                .toList();
    }

    LoaderException refusal(String found, String expected) {
        return refusal(setting, file + " " + found, expected);
    }

    static LoaderException refusal(String setting, String found, String expected) {
        return new LoaderException(ExitCode.USAGE, setting + ": " + found + " (expected: " + expected + ")");
    }
}
