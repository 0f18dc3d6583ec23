package app.akin.desktop;

import app.akin.core.photo.ContentId;
import app.akin.core.search.QueryPart;
import app.akin.core.search.QueryPart.Feedback.Direction;
import app.akin.desktop.notice.Notices;
import java.util.List;

/// Marks results of the grid and of the viewer as right or wrong. The user stays in the same place.
/// JavaFX thread only.
final class ResultFeedback {
  private final WindowModels models;
  private final Notices notices;

  ResultFeedback(WindowModels models, Notices notices) {
    this.models = models;
    this.notices = notices;
  }

  /// Sets the actions of the grid and of the viewer.
  void connect() {
    models.grid.setOnFeedback((chosen, direction) -> mark(chosen, direction, false));
    models.viewer.setOnFeedback((chosen, direction) -> mark(chosen, direction, true));
  }

  /// Marks results that can be marked.
  ///
  /// @param said whether a notice says so, because the chips are covered
  private void mark(List<ContentId> chosen, Direction direction, boolean said) {
    List<ContentId> photos = models.edits.undo.changeable(chosen);
    if (photos.isEmpty()) {
      return;
    }
    boolean room = models.search.mark(photos, direction);
    if (!room) {
      notices.show("feedback.many", QueryPart.Feedback.MAX);
    } else if (said) {
      List<QueryPart.Feedback> all = models.search.queryProperty().get().feedback();
      notices.show(
          direction == Direction.MORE ? "feedback.said.more" : "feedback.said.less",
          all.stream().filter(part -> part.direction() == direction).count());
    }
  }
}
