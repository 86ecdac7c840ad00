"""What an entitlement is worth: a closed tree of amounts, their ranges, and when they are paid."""
