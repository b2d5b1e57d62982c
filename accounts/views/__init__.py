"""The pages about accounts, a module for each noun."""
