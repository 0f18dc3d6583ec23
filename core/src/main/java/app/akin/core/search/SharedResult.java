package app.akin.core.search;

/// A found photo of a shared library. The shares add up to the score, see [SearchResult].
///
/// @param photo the photo
/// @param score its score; 0 if the query ranks nothing
/// @param band its relevance band among the photos of the shared library
/// @param imageShare the share of the query images
/// @param textShare the share of the query text
/// @param excludedShare the share of the excluded text
/// @param productShare what the photo gains by matching both
/// @param feedbackShare the share of feedback
public record SharedResult(
    SharedPhotoInfo photo,
    float score,
    RelevanceBand band,
    float imageShare,
    float textShare,
    float excludedShare,
    float productShare,
    float feedbackShare) {}
