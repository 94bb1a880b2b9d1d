package com.skyflow.loader.extractor.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A file and the columns that are wanted of it. */
record CsvFile(Path path, List<String> columns) {
    /** The file as an operator called it. */
    String name() {
        return path.toString();
    }

    /**
     * Opens it and reads its header.
     *
     * @throws CsvProblem if it is not CSV with these columns
     */
    CsvTable open() {
        check();
        try {
            return CsvTable.open(name(), Files.newInputStream(path), columns);
        } catch (IOException e) {
            throw CsvProblem.unreadable(name(), e);
        }
    }

    /** @throws CsvProblem if it is no file that can be read again and again */
    void check() {
        BasicFileAttributes attributes = attributes();
        if (attributes.isDirectory()) {
            throw unfit("is a folder (expected: a CSV file)");
        }
        if (!attributes.isRegularFile()) {
            throw unfit("is no regular file (expected: a file that can be read twice; a stream can be given as -)");
        }
    }

    /** What changes when somebody writes to the file, or puts another in its place. */
    record Stamp(long bytes, FileTime modified, @Nullable Object file) {}

    /** @throws CsvProblem if it is not there */
    Stamp stamp() {
        BasicFileAttributes attributes = attributes();
        return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
    }

    private BasicFileAttributes attributes() {
        try {
            return Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            throw unfit("does not exist (expected: a CSV file)");
        } catch (IOException e) {
            throw CsvProblem.unreadable(name(), e);
        }
    }

    private CsvProblem unfit(String what) {
        return CsvProblem.malformed(name() + " " + what, "Check its path");
    }
}
