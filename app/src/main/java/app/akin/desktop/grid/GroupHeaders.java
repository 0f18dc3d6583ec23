package app.akin.desktop.grid;

import app.akin.desktop.theme.Language;
import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.layout.Pane;

/// The headers of the visible groups, such as months. The topmost one sticks until the next one
/// replaces it. Labels are recycled. JavaFX thread only.
final class GroupHeaders extends Pane {
  private static final PseudoClass PINNED = PseudoClass.getPseudoClass("pinned");

  private final Language language;
  private final List<Label> heads = new ArrayList<>();

  GroupHeaders(Language language) {
    this.language = language;
    setMouseTransparent(true);
    setManaged(false);
  }

  /// Lays out the headers of the groups in the viewport.
  ///
  /// @param offset the upper edge of the viewport within the layout
  /// @param width the width of the viewport
  /// @param height the height of the viewport
  void show(JustifiedLayout layout, double offset, double width, double height) {
    resizeRelocate(0, 0, width, height);
    List<GridItems.Group> groups = layout.items().groups();
    int used = 0;
    int group = Math.max(0, layout.groupAt(offset));
    while (group < groups.size() && layout.head(group) < offset + height) {
      if (!layout.isTitled(group)) {
        group++;
        continue;
      }
      double y = layout.head(group) - offset;
      boolean pinned = y < 0;
      if (pinned) {
        double next =
            group + 1 < groups.size()
                ? layout.head(group + 1) - offset - JustifiedLayout.HEAD
                : Double.MAX_VALUE;
        y = Math.min(0, next);
      }
      Label head = head(used++);
      head.setText(TimelineScrubber.HeaderText.words(language, groups.get(group)));
      head.pseudoClassStateChanged(PINNED, pinned);
      head.resizeRelocate(0, Math.rint(y), width, JustifiedLayout.HEAD - (pinned ? 8 : 0));
      head.setVisible(true);
      group++;
    }
    for (int i = used; i < heads.size(); i++) {
      heads.get(i).setVisible(false);
    }
  }

  private Label head(int number) {
    while (heads.size() <= number) {
      Label head = new Label();
      head.setManaged(false);
      head.getStyleClass().add("akin-grid-head");
      heads.add(head);
      getChildren().add(head);
    }
    return heads.get(number);
  }
}
