"""Commands for who works on the product: checks, style sheet, pictures, the demo."""
