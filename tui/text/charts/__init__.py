"""Charts: values over days, beside each other, and how something stood; drawn in cells and as SVG from one value."""
