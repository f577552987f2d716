namespace Azure.Data.Tables.Wire;

/// <summary>
/// Reads page after page until the service names no continuation. A page may be empty and still have one: the service stops
/// after five seconds or at a partition, not only at a full page.
/// </summary>
internal sealed class PagedQuery<T>(Func<string?, int?, CancellationToken, Task<Page<T>>> read, int? maxPerPage, CancellationToken cancellation)
    : AsyncPageable<T>(cancellation)
    where T : notnull
{
    public override async IAsyncEnumerable<Page<T>> AsPages(string? continuationToken = null, int? pageSizeHint = null)
    {
        do
        {
            var page = await read(continuationToken, pageSizeHint ?? maxPerPage, CancellationToken).ConfigureAwait(false);
            yield return page;
            continuationToken = page.ContinuationToken;
        }
        while (continuationToken is not null);
    }
}
