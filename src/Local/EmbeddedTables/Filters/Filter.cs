using Compliance.Local.EmbeddedTables.Entities;

namespace Compliance.Local.EmbeddedTables.Filters;

/// <summary>A <c>$filter</c>: comparisons joined by and, or, not. An absent property satisfies no comparison.</summary>
internal abstract record Filter
{
    public abstract bool Matches(IFilterable row);

    /// <summary>The bounds on the keys that every row matched must keep.</summary>
    public virtual KeyRange Narrow(KeyRange range) => range;

    public sealed record And(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(IFilterable row) => Left.Matches(row) && Right.Matches(row);

        public override KeyRange Narrow(KeyRange range) => Right.Narrow(Left.Narrow(range));
    }

    public sealed record Or(Filter Left, Filter Right) : Filter
    {
        public override bool Matches(IFilterable row) => Left.Matches(row) || Right.Matches(row);
    }

    public sealed record Not(Filter Inner) : Filter
    {
        public override bool Matches(IFilterable row) => !Inner.Matches(row);
    }

    /// <summary>A boolean on its own: <c>Active and Age gt 3</c>.</summary>
    public sealed record Truth(Operand Value) : Filter
    {
        public override bool Matches(IFilterable row) => Value.Of(row)?.Value is true;
    }

    public sealed record Comparison(Operand Left, string Operator, Operand Right) : Filter
    {
        public override bool Matches(IFilterable row)
        {
            if (Left.Of(row) is not { } left || Right.Of(row) is not { } right || left.CompareTo(right) is not { } order)
                return false;
            return Operator switch
            {
                "eq" => order == 0,
                "ne" => order != 0,
                "gt" => order > 0,
                "ge" => order >= 0,
                "lt" => order < 0,
                _ => order <= 0,
            };
        }

        public override KeyRange Narrow(KeyRange range) =>
            Left.Property is { } property && Right.Literal is { Value: string bound } ? range.With(property, Operator, bound) : range;
    }

    /// <summary>A side of a comparison: the name of a property, or a literal.</summary>
    public sealed record Operand(string? Property, EdmValue? Literal)
    {
        public EdmValue? Of(IFilterable row) => Property is null ? Literal : row.Get(Property);
    }
}

/// <summary>Something with properties: an entity, or a table in the list of tables.</summary>
internal interface IFilterable
{
    /// <summary>The value of a property; null when it is absent.</summary>
    EdmValue? Get(string name);
}
