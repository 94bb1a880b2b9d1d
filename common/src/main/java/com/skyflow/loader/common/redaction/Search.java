package com.skyflow.loader.common.redaction;

import java.util.HashSet;
import java.util.Set;

/** The search for sensitive texts in one view of a message. */
final class Search {
    private final View view;
    private final Form form;
    private final Pieces pieces;
    private final Set<String> shortTexts = new HashSet<>();

    Search(View view, String message) {
        this.view = view;
        form = view.of(message);
        pieces = new Pieces(form);
    }

    void lookFor(String sensitive) {
        Form wanted = view.of(sensitive);
        pieces.lookFor(wanted);
        if (view != View.ALPHANUMERIC && wanted.length() < 2 * Pieces.LENGTH) {
            String text = wanted.toString().strip();
            if (!text.isEmpty() && text.length() < Pieces.LENGTH) {
                shortTexts.add(text);
            }
        }
    }

    void coverFound(Mask mask) {
        for (int i = 0; i < Pieces.count(form); i++) {
            if (pieces.isFound(i)) {
                cover(mask, i, i + Pieces.LENGTH);
            }
        }
        if (!shortTexts.isEmpty()) {
            coverShortTexts(mask);
        }
    }

    private void coverShortTexts(Mask mask) {
        for (int start = 0; start < form.length(); start++) {
            int last = Math.min(start + Pieces.LENGTH - 1, form.length());
            for (int end = start + 1; isBoundary(start - 1) && end <= last; end++) {
                if (isBoundary(end) && shortTexts.contains(form.substring(start, end))) {
                    cover(mask, start, end);
                }
            }
        }
    }

    private boolean isBoundary(int index) {
        return index < 0 || index >= form.length() || !Character.isLetterOrDigit(form.at(index));
    }

    private void cover(Mask mask, int start, int end) {
        mask.cover(form.place(start), form.place(end - 1) + 1);
    }
}
